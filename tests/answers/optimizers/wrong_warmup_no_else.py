"""Returns only in the warm-up."""

GETS = {
    "warmup-decay-test-warmup": 0,
    "warmup-decay-test-stairs": 0,
}
SAYS = {
    "warmup-decay-test-warmup": "returns None",
    "warmup-decay-test-stairs": "returns None",
}


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    if step < warmup_steps:
        return peak * (step + 1) / warmup_steps
    return None

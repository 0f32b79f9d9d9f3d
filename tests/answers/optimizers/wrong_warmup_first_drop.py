"""Drops right after the warm-up."""

GETS = {
    "warmup-decay-test-warmup": 0,
    "warmup-decay-test-stairs": 0,
}
SAYS = {
    "warmup-decay-test-warmup": "The warm-up is right. Step 4",
    "warmup-decay-test-stairs": "The first stair has the peak itself",
}


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    if step < warmup_steps:
        return peak * (step + 1) / warmup_steps
    return peak * decay_rate ** ((step - warmup_steps) // decay_steps + 1)

"""The part of the peak."""

GETS = {
    "warmup-decay-test-warmup": 0,
    "warmup-decay-test-stairs": 0,
}
SAYS = {
    "warmup-decay-test-warmup": "multiply by peak",
    "warmup-decay-test-stairs": "multiply by peak",
}


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    if step < warmup_steps:
        return (step + 1) / warmup_steps
    return decay_rate ** ((step - warmup_steps) // decay_steps)

"""Slides, and from step 0 on."""

GETS = {
    "warmup-decay-test-warmup": 0,
    "warmup-decay-test-stairs": 0,
}
SAYS = {"warmup-decay-test-stairs": "begin after the warm-up, and a staircase"}


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    if step < warmup_steps:
        return peak * (step + 1) / warmup_steps
    return peak * decay_rate ** (step / decay_steps)

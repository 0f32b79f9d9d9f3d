"""The first step has the rate 0."""

GETS = {"warmup-decay-test-warmup": 0}
SAYS = {"warmup-decay-test-warmup": "wastes the first step"}


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    if step < warmup_steps:
        return peak * step / warmup_steps
    return peak * decay_rate ** ((step - warmup_steps) // decay_steps)

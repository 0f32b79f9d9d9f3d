"""Reaches the peak one step late."""

GETS = {"warmup-decay-test-warmup": 0}
SAYS = {"warmup-decay-test-warmup": "one step late"}


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    if step < warmup_steps:
        return peak * (step + 1) / (warmup_steps + 1)
    return peak * decay_rate ** ((step - warmup_steps) // decay_steps)

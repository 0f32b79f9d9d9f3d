"""From 0 to the peak, as linspace does."""

GETS = {"warmup-decay-test-warmup": 0}
SAYS = {"warmup-decay-test-warmup": "It starts at 0"}


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    if step < warmup_steps:
        return peak * step / max(warmup_steps - 1, 1)
    return peak * decay_rate ** ((step - warmup_steps) // decay_steps)

"""Only the stairs."""

GETS = {"warmup-decay-test-warmup": 0}
SAYS = {"warmup-decay-test-warmup": "There is no warm-up"}


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    return peak * decay_rate ** (max(step - warmup_steps, 0) // decay_steps)

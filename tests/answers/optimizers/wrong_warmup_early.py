"""Drops one step early."""

GETS = {"warmup-decay-test-stairs": 0}
SAYS = {"warmup-decay-test-stairs": "one step early"}


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    if step < warmup_steps:
        return peak * (step + 1) / warmup_steps
    return peak * decay_rate ** ((step - warmup_steps + 1) // decay_steps)

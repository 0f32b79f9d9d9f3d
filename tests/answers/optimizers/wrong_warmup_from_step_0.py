"""The stairs begin at step 0."""

GETS = {"warmup-decay-test-stairs": 0}
SAYS = {"warmup-decay-test-stairs": "not at step 0"}


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    if step < warmup_steps:
        return peak * (step + 1) / warmup_steps
    return peak * decay_rate ** (step // decay_steps)

"""The published mistake, without stairs."""

import numpy as np

GETS = {"warmup-decay-test-stairs": 0}
SAYS = {"warmup-decay-test-stairs": "And stairs round down"}


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    if step < warmup_steps:
        return peak * (step + 1) / warmup_steps
    return peak * np.exp(-decay_rate * (step - warmup_steps) / decay_steps)

"""rate is taken for what is kept."""

import numpy as np

GETS = {"dropout-forward-test-training": 0}
SAYS = {"dropout-forward-test-training": "rate is what is dropped, not what is kept"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones(x.shape)
    mask = (rng.random(x.shape) < rate) / rate if rate else np.ones(x.shape)
    return x * mask, mask

"""The factor is in the mask, and once more in y."""

import numpy as np

GETS = {"dropout-forward-test-training": 0}
SAYS = {"dropout-forward-test-training": "You divide by 1 - rate twice"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones(x.shape)
    mask = (rng.random(x.shape) >= rate) / (1 - rate)
    return x * mask / (1 - rate), mask

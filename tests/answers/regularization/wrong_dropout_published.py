"""The published half."""

import numpy as np

GETS = {"dropout-forward-test-training": 0}
SAYS = {"dropout-forward-test-training": "That is the published mistake"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones(x.shape)
    mask = rng.random(x.shape) >= rate
    return x * mask, mask

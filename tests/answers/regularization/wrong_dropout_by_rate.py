"""Divides by the rate."""

import numpy as np

GETS = {"dropout-forward-test-training": 0}
SAYS = {"dropout-forward-test-training": "You divide by rate"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones(x.shape)
    mask = (rng.random(x.shape) >= rate) / max(rate, 1e-9)
    return x * mask, mask

"""Divides in training, and multiplies at test time, too."""

import numpy as np

GETS = {"dropout-forward-test-test-time": 0}
SAYS = {"dropout-forward-test-test-time": "Training has the factor already"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return x * (1 - rate), np.full(x.shape, 1 - rate)
    mask = (rng.random(x.shape) >= rate) / (1 - rate)
    return x * mask, mask

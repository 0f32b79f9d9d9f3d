"""Draws numbers at test time, and doesn't use them."""

import numpy as np

GETS = {"dropout-forward-test-test-time": 0}
SAYS = {"dropout-forward-test-test-time": "numbers were drawn from rng"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    mask = (rng.random(x.shape) >= rate) / (1 - rate)
    if not training:
        mask = np.ones(x.shape)
    return x * mask, mask

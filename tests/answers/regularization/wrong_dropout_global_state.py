"""Draws from NumPy's global generator."""

import numpy as np

GETS = {"dropout-forward-test-chance": 0}
SAYS = {"dropout-forward-test-chance": "use the generator that you are given"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones(x.shape)
    mask = (np.random.random(x.shape) >= rate) / (1 - rate)
    return x * mask, mask

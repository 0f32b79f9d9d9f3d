"""Switches the caller's signals off."""

import numpy as np

GETS = {"dropout-forward-test-chance": 0}
SAYS = {"dropout-forward-test-chance": "changes the caller's x"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones(x.shape)
    mask = (rng.random(x.shape) >= rate) / (1 - rate)
    x *= mask
    return x, mask

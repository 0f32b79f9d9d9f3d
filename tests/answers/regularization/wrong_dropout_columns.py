"""Drops whole columns."""

import numpy as np

GETS = {"dropout-forward-test-training": 0}
SAYS = {"dropout-forward-test-training": "Whole columns"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones(x.shape)
    mask = (rng.random(x.shape[-1:]) >= rate) / (1 - rate) * np.ones(x.shape)
    return x * mask, mask

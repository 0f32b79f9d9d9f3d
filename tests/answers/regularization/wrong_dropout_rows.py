"""Drops whole rows."""

import numpy as np

GETS = {"dropout-forward-test-training": 0}
SAYS = {"dropout-forward-test-training": "Whole rows"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones(x.shape)
    mask = (rng.random((len(x),) + (1,) * (x.ndim - 1)) >= rate) / (1 - rate)
    mask = mask * np.ones(x.shape)
    return x * mask, mask

"""Reads the mask off y, where a signal may be 0 anyway."""

import numpy as np

GETS = {"dropout-forward-test-training": 0}
SAYS = {"dropout-forward-test-training": "keeps"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones(x.shape)
    y = x * (rng.random(x.shape) >= rate) / (1 - rate)
    return y, (y != 0) / (1 - rate)

"""Drops exactly the share of the rate."""

import numpy as np

GETS = {"dropout-forward-test-training": 0}
SAYS = {"dropout-forward-test-training": "their number varies"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    mask = np.ones(x.size)
    if training:
        mask[rng.permutation(x.size)[: round(rate * x.size)]] = 0
        mask = mask / (1 - rate)
    mask = mask.reshape(x.shape)
    return x * mask, mask

"""The mask first, then y."""

import numpy as np

GETS = {"dropout-forward-test-training": 0, "dropout-forward-test-test-time": 0}
SAYS = {
    "dropout-forward-test-training": "look exchanged",
    "dropout-forward-test-test-time": "That is the mask",
}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    mask = np.ones(x.shape)
    if training:
        mask = (rng.random(x.shape) >= rate) / (1 - rate)
    return mask, x * mask

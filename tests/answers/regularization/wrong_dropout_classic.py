"""Classic dropout: scaled at test time."""

import numpy as np

GETS = {"dropout-forward-test-training": 0, "dropout-forward-test-test-time": 0}
SAYS = {
    "dropout-forward-test-training": "That is the published mistake",
    "dropout-forward-test-test-time": "that is classic dropout",
}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return x * (1 - rate), np.full(x.shape, 1 - rate)
    mask = rng.random(x.shape) >= rate
    return x * mask, mask

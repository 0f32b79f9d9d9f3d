"""y is right, the mask lacks the factor."""

import numpy as np

GETS = {"dropout-forward-test-training": 0}
SAYS = {"dropout-forward-test-training": "y = x * mask must hold"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones(x.shape)
    mask = rng.random(x.shape) >= rate
    return x * mask / (1 - rate), mask

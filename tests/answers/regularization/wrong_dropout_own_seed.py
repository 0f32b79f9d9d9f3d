"""Makes a generator of its own."""

import numpy as np

GETS = {"dropout-forward-test-chance": 0}
SAYS = {"dropout-forward-test-chance": "do you make a generator of your own"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones(x.shape)
    mask = (np.random.default_rng(0).random(x.shape) >= rate) / (1 - rate)
    return x * mask, mask

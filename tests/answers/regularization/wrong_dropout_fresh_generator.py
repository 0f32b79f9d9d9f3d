"""Makes a generator without a seed."""

import numpy as np

GETS = {"dropout-forward-test-chance": 0}
SAYS = {"dropout-forward-test-chance": "nothing but rng may decide"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones(x.shape)
    mask = (np.random.default_rng().random(x.shape) >= rate) / (1 - rate)
    return x * mask, mask

"""One row of factors for all rows."""

import numpy as np

GETS = {"dropout-forward-test-training": 0}
SAYS = {"dropout-forward-test-training": "Is each entry switched by itself?"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones(x.shape)
    mask = (rng.random(x.shape[-1:]) >= rate) / (1 - rate)
    return x * mask, mask

"""Never drops."""

import numpy as np

GETS = {"dropout-forward-test-training": 0, "dropout-forward-test-chance": 0}
SAYS = {"dropout-forward-test-training": "Some of the 10,000 signals are dropped"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    return x, np.ones(x.shape)

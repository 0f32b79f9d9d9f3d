"""Averaged over the inputs instead of the samples."""

import numpy as np

GETS = {"unit-gradient-test-weights": 0}
SAYS = {"unit-gradient-test-weights": "shape (3,)"}


# %% unit-gradient
def unit_gradient(weights, bias, x, y):
    p = 1 / (1 + np.exp(-(x @ weights + bias)))
    delta = (p - y) * p * (1 - p)
    return np.mean(delta[:, np.newaxis] * x, axis=1), np.mean(delta)

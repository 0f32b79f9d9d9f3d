"""The weights' gradient is right, the bias's isn't averaged."""

import numpy as np

GETS = {"unit-gradient-test-bias": 0}
SAYS = {"unit-gradient-test-bias": "4 times too large for 4 samples"}


# %% unit-gradient
def unit_gradient(weights, bias, x, y):
    p = 1 / (1 + np.exp(-(x @ weights + bias)))
    delta = (p - y) * p * (1 - p)
    return x.T @ delta / len(y), np.sum(delta)

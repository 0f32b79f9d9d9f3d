"""The sign put right, but summed over the samples, not averaged."""

import numpy as np

GETS = {"unit-gradient-test-weights": 0, "unit-gradient-test-bias": 0}
SAYS = {
    "unit-gradient-test-weights": "5 times too large for 5 samples",
    "unit-gradient-test-bias": "4 times too large for 4 samples",
}


# %% unit-gradient
def unit_gradient(weights, bias, x, y):
    p = 1 / (1 + np.exp(-(x @ weights + bias)))
    delta = (p - y) * p * (1 - p)
    return x.T @ delta, np.sum(delta)

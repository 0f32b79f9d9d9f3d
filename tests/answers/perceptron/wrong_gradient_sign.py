"""The mean put right, the sign not."""

import numpy as np

GETS = {"unit-gradient-test-weights": 0, "unit-gradient-test-bias": 0}
SAYS = {
    "unit-gradient-test-weights": "The sign is still turned round",
    "unit-gradient-test-bias": "The sign is still turned round",
}


# %% unit-gradient
def unit_gradient(weights, bias, x, y):
    p = 1 / (1 + np.exp(-(x @ weights + bias)))
    delta = (y - p) * p * (1 - p) / len(y)
    return x.T @ delta, np.sum(delta)

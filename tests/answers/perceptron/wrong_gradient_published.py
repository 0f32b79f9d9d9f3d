"""The published gradient as it is: sign and mean wrong."""

import numpy as np

GETS = {"unit-gradient-test-weights": 0, "unit-gradient-test-bias": 0}
SAYS = {
    "unit-gradient-test-weights": "Both published mistakes",
    "unit-gradient-test-bias": "Both published mistakes",
}


# %% unit-gradient
def unit_gradient(weights, bias, x, y):
    p = 1 / (1 + np.exp(-(x @ weights + bias)))
    delta = (y - p) * p * (1 - p)
    return x.T @ delta, np.sum(delta)

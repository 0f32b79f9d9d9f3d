"""The sigmoid's own slope, p (1 - p), is forgotten."""

import numpy as np

GETS = {"unit-gradient-test-weights": 0, "unit-gradient-test-bias": 0}
SAYS = {"unit-gradient-test-weights": "GradientError"}


# %% unit-gradient
def unit_gradient(weights, bias, x, y):
    p = 1 / (1 + np.exp(-(x @ weights + bias)))
    delta = (p - y) / len(y)
    return x.T @ delta, np.sum(delta)

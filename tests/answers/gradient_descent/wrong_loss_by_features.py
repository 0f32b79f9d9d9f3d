"""Divided by the number of features."""

import numpy as np

GETS = {"mse-gradient-test-weights": 0, "mse-gradient-test-inputs": 0}
SAYS = {"mse-gradient-test-weights": "divided by the number of features"}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights + bias - y
    return 2 * x.T @ error / x.shape[1], 2 * np.mean(error)

"""Divided by N twice."""

import numpy as np

GETS = {"mse-gradient-test-weights": 0, "mse-gradient-test-bias": 0, "mse-gradient-test-inputs": 0}
SAYS = {
    "mse-gradient-test-weights": "divided by N twice",
    "mse-gradient-test-bias": "divided by N twice",
}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights + bias - y
    return 2 * x.T @ error / len(y) ** 2, 2 * np.mean(error) / len(y)

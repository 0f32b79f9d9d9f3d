"""Divided by x.size, which counts all entries of x."""

import numpy as np

GETS = {"mse-gradient-test-weights": 0, "mse-gradient-test-bias": 0, "mse-gradient-test-inputs": 0}
SAYS = {
    "mse-gradient-test-weights": "divide by len(x)",
    "mse-gradient-test-bias": "divide by len(x)",
}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights + bias - y
    return 2 * x.T @ error / x.size, 2 * np.sum(error) / x.size

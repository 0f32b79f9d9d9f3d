"""The factor 2 is forgotten."""

import numpy as np

GETS = {"mse-gradient-test-weights": 0, "mse-gradient-test-bias": 0, "mse-gradient-test-inputs": 0}
SAYS = {
    "mse-gradient-test-weights": "The factor 2 is missing",
    "mse-gradient-test-bias": "The factor 2 is missing",
}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights + bias - y
    return x.T @ error / len(y), np.mean(error)

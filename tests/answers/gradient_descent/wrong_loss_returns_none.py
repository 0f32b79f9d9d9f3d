"""The return is forgotten."""

import numpy as np

GETS = {"mse-gradient-test-weights": 0, "mse-gradient-test-bias": 0, "mse-gradient-test-inputs": 0}
SAYS = {
    "mse-gradient-test-weights": "returns None",
    "mse-gradient-test-bias": "returns None",
    "mse-gradient-test-inputs": "returns None",
}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights + bias - y
    (2 * x.T @ error / len(y), 2 * np.mean(error))

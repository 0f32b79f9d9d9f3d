"""A sum, and no factor 2."""

import numpy as np

GETS = {"mse-gradient-test-weights": 0, "mse-gradient-test-bias": 0, "mse-gradient-test-inputs": 0}
SAYS = {
    "mse-gradient-test-weights": "a sum without the factor 2",
    "mse-gradient-test-bias": "a sum without the factor 2",
}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights + bias - y
    return x.T @ error, np.sum(error)

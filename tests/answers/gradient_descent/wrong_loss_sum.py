"""A sum over the samples, not their mean."""

import numpy as np

GETS = {"mse-gradient-test-weights": 0, "mse-gradient-test-bias": 0, "mse-gradient-test-inputs": 0}
SAYS = {
    "mse-gradient-test-weights": "5 times too large for 5 samples",
    "mse-gradient-test-bias": "4 times too large for 4 samples",
}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights + bias - y
    return 2 * x.T @ error, 2 * np.sum(error)

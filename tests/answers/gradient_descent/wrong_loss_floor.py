"""A floor division."""

import numpy as np

GETS = {"mse-gradient-test-weights": 0, "mse-gradient-test-bias": 0, "mse-gradient-test-inputs": 0}
SAYS = {
    "mse-gradient-test-weights": "Is // left",
    "mse-gradient-test-bias": "Is // left",
    "mse-gradient-test-inputs": "Is // left",
}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights + bias - y
    return 2 * x.T @ error // len(y), 2 * np.sum(error) // len(y)

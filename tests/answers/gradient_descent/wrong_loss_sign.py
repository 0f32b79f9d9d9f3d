"""The target minus the prediction."""

import numpy as np

GETS = {"mse-gradient-test-weights": 0, "mse-gradient-test-bias": 0, "mse-gradient-test-inputs": 0}
SAYS = {
    "mse-gradient-test-weights": "The sign is turned round",
    "mse-gradient-test-bias": "The sign is turned round",
}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = y - x @ weights - bias
    return 2 * x.T @ error / len(y), 2 * np.mean(error)

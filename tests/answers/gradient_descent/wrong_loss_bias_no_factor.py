"""The factor 2 is forgotten for the bias."""

import numpy as np

GETS = {"mse-gradient-test-bias": 0, "mse-gradient-test-inputs": 0}
SAYS = {"mse-gradient-test-bias": "The factor 2 is missing here too"}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights + bias - y
    return 2 * x.T @ error / len(y), np.mean(error)

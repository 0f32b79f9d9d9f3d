"""The caller's targets are changed."""

import numpy as np

GETS = {"mse-gradient-test-inputs": 0}
SAYS = {"mse-gradient-test-inputs": "changes the caller's y"}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = np.asarray(y, dtype=float)
    error -= x @ weights + bias
    return -2 * x.T @ error / len(y), -2 * np.mean(error)

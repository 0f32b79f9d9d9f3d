"""The gradient by the bias is a sum."""

import numpy as np

GETS = {"mse-gradient-test-bias": 0, "mse-gradient-test-inputs": 0}
SAYS = {"mse-gradient-test-bias": "divide by N here too"}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights + bias - y
    return 2 * x.T @ error / len(y), 2 * np.sum(error)

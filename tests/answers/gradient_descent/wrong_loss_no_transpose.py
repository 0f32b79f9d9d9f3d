"""x isn't transposed: that fits only if there are as many samples as features."""

import numpy as np

GETS = {"mse-gradient-test-weights": 0, "mse-gradient-test-bias": 0, "mse-gradient-test-inputs": 0}
SAYS = {"mse-gradient-test-weights": "must be transposed, x.T @ error"}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights + bias - y
    return 2 * x @ error / len(y), 2 * np.mean(error)

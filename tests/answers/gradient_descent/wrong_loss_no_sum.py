"""The sum over the samples is forgotten."""

import numpy as np

GETS = {"mse-gradient-test-weights": 0, "mse-gradient-test-inputs": 0}
SAYS = {"mse-gradient-test-weights": "The sum over all samples is still missing"}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights + bias - y
    return 2 * error[:, np.newaxis] * x / len(y), 2 * np.mean(error)

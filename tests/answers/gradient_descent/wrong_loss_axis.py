"""A mean over the features: one number for each sample."""

import numpy as np

GETS = {"mse-gradient-test-weights": 0, "mse-gradient-test-inputs": 0}
SAYS = {"mse-gradient-test-weights": "one number for each *sample*"}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights + bias - y
    return np.mean(2 * error[:, np.newaxis] * x, axis=1), 2 * np.mean(error)

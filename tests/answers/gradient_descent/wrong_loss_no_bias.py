"""The prediction leaves out the bias."""

import numpy as np

GETS = {"mse-gradient-test-weights": 0, "mse-gradient-test-bias": 0, "mse-gradient-test-inputs": 0}
SAYS = {"mse-gradient-test-weights": "The bias is missing in the prediction"}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights - y
    return 2 * x.T @ error / len(y), 2 * np.mean(error)

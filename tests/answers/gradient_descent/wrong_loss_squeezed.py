"""A batch of one loses its axis."""

import numpy as np

GETS = {"mse-gradient-test-inputs": 0}
SAYS = {"mse-gradient-test-inputs": "IndexError"}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = np.squeeze(x @ weights + bias - y)
    return 2 * x.T @ error[:] / len(y) if error.shape[0] else None, 2 * np.mean(error)

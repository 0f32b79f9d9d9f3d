"""The root is missing."""

import numpy as np

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {"max-norm-test-values": "The root is missing"}


# %% max-norm
def max_norm(kernel, max_value):
    squares = np.maximum((kernel**2).sum(axis=0), 1e-12)
    return kernel * np.minimum(1, max_value / squares)

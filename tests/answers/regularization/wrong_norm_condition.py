"""Lengthens the short ones, and leaves the long ones."""

import numpy as np

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {"max-norm-test-values": "The condition is turned round"}


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.maximum(np.sqrt((kernel**2).sum(axis=0)), 1e-12)
    return np.where(norms < max_value, kernel * max_value / norms, kernel)

"""Asks only the first unit whether it is too long."""

import numpy as np

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {
    "max-norm-test-values": "units that are short become longer",
    "max-norm-test-inputs": "has the length 1 and stays",
}


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.maximum(np.sqrt((kernel**2).sum(axis=0)), 1e-12)
    return kernel * max_value / norms if norms[0] > max_value else kernel.copy()

"""The published one: every unit gets the same length."""

import numpy as np

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {
    "max-norm-test-values": "units that are short become longer",
    "max-norm-test-inputs": "you divide by its length, 0",
}


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.sqrt((kernel**2).sum(axis=0))
    return kernel * max_value / norms

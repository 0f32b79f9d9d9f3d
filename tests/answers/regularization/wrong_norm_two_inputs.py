"""Counts on two inputs."""

import numpy as np

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {
    "max-norm-test-values": "Wrong for a unit of length",
    "max-norm-test-inputs": "a part of a larger array",
}


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.maximum(np.sqrt(kernel[0] ** 2 + kernel[1] ** 2), 1e-12)
    return kernel * np.minimum(1, max_value / norms)

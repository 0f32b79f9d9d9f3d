"""Long units are set to 0."""

import numpy as np

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {"max-norm-test-values": "Long units are set to 0"}


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.maximum(np.sqrt((kernel**2).sum(axis=0)), 1e-12)
    return np.where(norms > max_value, 0, kernel)

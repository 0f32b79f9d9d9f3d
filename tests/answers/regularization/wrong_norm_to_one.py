"""Long units get the length 1."""

import numpy as np

GETS = {"max-norm-test-values": 0}
SAYS = {"max-norm-test-values": "Long units are cut to 1"}


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.maximum(np.sqrt((kernel**2).sum(axis=0)), 1e-12)
    return np.where(norms > max_value, kernel / norms, kernel)

"""The fraction is turned round."""

import numpy as np

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {"max-norm-test-values": "The fraction is turned round"}


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.sqrt((kernel**2).sum(axis=0))
    return kernel * np.minimum(1, norms / max_value)

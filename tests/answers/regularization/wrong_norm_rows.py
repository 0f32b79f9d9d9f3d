"""One length for each row."""

import numpy as np

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {"max-norm-test-values": "A unit is a column"}


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.maximum(np.sqrt((kernel**2).sum(axis=1, keepdims=True)), 1e-12)
    return kernel * np.minimum(1, max_value / norms)

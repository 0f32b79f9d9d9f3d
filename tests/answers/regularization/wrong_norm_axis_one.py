"""One length for each row, and no keepdims."""

import numpy as np

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {"max-norm-test-values": "A unit is a column", "max-norm-test-inputs": "ValueError"}


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.sqrt((kernel**2).sum(axis=1))
    return kernel * np.minimum(1, max_value / np.maximum(norms, 1e-12))

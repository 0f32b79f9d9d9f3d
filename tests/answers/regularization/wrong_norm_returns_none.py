"""No return."""

import numpy as np

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {"max-norm-test-values": "returns None", "max-norm-test-inputs": "returns None"}


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.maximum(np.sqrt((kernel**2).sum(axis=0)), 1e-12)
    kernel = kernel * np.minimum(1, max_value / norms)

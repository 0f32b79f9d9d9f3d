"""Python's min can't compare arrays."""

import numpy as np

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {"max-norm-test-values": "np.minimum and np.where", "max-norm-test-inputs": "ValueError"}


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.sqrt((kernel**2).sum(axis=0))
    return kernel * min(1, max_value / norms)

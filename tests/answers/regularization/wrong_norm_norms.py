"""Returns the lengths."""

import numpy as np

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {
    "max-norm-test-values": "The weights keep their shape",
    "max-norm-test-inputs": "The weights keep their shape",
}


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.sqrt((kernel**2).sum(axis=0))
    return np.minimum(norms, max_value)

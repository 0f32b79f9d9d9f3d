"""One length for the whole kernel."""

import numpy as np

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {"max-norm-test-values": "one for each column"}


# %% max-norm
def max_norm(kernel, max_value):
    norm = max(np.sqrt((kernel**2).sum()), 1e-12)
    return kernel * min(1, max_value / norm)

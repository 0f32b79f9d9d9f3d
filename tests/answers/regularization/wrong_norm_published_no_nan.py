"""The published one with a tiny number under the line."""

import numpy as np

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {"max-norm-test-values": "units that are short become longer"}


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.sqrt((kernel**2).sum(axis=0))
    return kernel * max_value / (norms + 1e-12)

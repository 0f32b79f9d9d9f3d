"""Sums of absolute values for lengths."""

import numpy as np

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {"max-norm-test-values": "Those are sums of absolute values"}


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.maximum(np.abs(kernel).sum(axis=0), 1e-12)
    return kernel * np.minimum(1, max_value / norms)

"""Keeps the type of the kernel."""

import numpy as np

GETS = {"max-norm-test-inputs": 0}
SAYS = {"max-norm-test-inputs": "whole numbers"}


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.maximum(np.sqrt((kernel**2).sum(axis=0)), 1e-12)
    y = np.empty_like(kernel)
    y[...] = kernel * np.minimum(1, max_value / norms)
    return y

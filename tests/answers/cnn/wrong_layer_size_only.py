"""The stride changes only the output's size."""

import numpy as np

GETS = {"conv2d-test-inputs": 0}
SAYS = {"conv2d-test-inputs": "The stride changes only the output's size"}


# %% conv2d
def conv2d(x, kernel, bias, strides=1):
    x = np.asarray(x, dtype=float)
    kh, kw, _, filters = kernel.shape
    rows, columns = (x.shape[1] - kh) // strides + 1, (x.shape[2] - kw) // strides + 1
    y = np.zeros((len(x), rows, columns, filters))
    for r in range(rows):
        for c in range(columns):
            top, left = r, c
            window = x[:, top : top + kh, left : left + kw]
            y[:, r, c] = np.tensordot(window, kernel, axes=3) + bias
    return y

"""The last row and column are missing."""

import numpy as np

GETS = {"conv2d-test-maps": 0, "conv2d-test-inputs": 0}
SAYS = {
    "conv2d-test-maps": "One row and one column are missing",
    "conv2d-test-inputs": "with OH = (6 - 3) // 2 + 1",
}


# %% conv2d
def conv2d(x, kernel, bias, strides=1):
    x = np.asarray(x, dtype=float)
    kh, kw, _, filters = kernel.shape
    rows, columns = (x.shape[1] - kh) // strides, (x.shape[2] - kw) // strides
    y = np.zeros((len(x), rows, columns, filters))
    for r in range(rows):
        for c in range(columns):
            top, left = r * strides, c * strides
            window = x[:, top : top + kh, left : left + kw]
            y[:, r, c] = np.tensordot(window, kernel, axes=3) + bias
    return y

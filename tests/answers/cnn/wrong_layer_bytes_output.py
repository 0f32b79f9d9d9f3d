"""The maps are made like x, in bytes."""

import numpy as np

GETS = {"conv2d-test-inputs": 0}
SAYS = {"conv2d-test-inputs": "make the output with np.zeros"}


# %% conv2d
def conv2d(x, kernel, bias, strides=1):
    in_bytes = x.dtype == np.uint8
    x = np.asarray(x, dtype=float)
    kh, kw, _, filters = kernel.shape
    rows, columns = (x.shape[1] - kh) // strides + 1, (x.shape[2] - kw) // strides + 1
    y = np.zeros((len(x), rows, columns, filters))
    for r in range(rows):
        for c in range(columns):
            top, left = r * strides, c * strides
            window = x[:, top : top + kh, left : left + kw]
            y[:, r, c] = np.tensordot(window, kernel, axes=3) + bias
    return y.astype(int).astype(np.uint8) if in_bytes else y

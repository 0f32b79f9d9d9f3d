"""The kernel is read from right to left."""

import numpy as np

GETS = {"correlate2d-test-values": 0, "correlate2d-test-strides": 0, "correlate2d-test-inputs": 0}
SAYS = {"correlate2d-test-values": "The kernel's columns are turned round"}


# %% correlate2d
def correlate2d(image, kernel, strides=1, padding=0):
    image = np.pad(np.asarray(image, dtype=float), padding)
    kernel = np.asarray(kernel, dtype=float)
    (height, width), (kh, kw) = image.shape, kernel.shape
    output = np.zeros(((height - kh) // strides + 1, (width - kw) // strides + 1))
    for r in range(output.shape[0]):
        for c in range(output.shape[1]):
            top, left = r * strides, c * strides
            output[r, c] = np.sum(image[top : top + kh, left : left + kw] * kernel[:, ::-1])
    return output

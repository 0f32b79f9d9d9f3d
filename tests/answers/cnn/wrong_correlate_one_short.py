"""The last row and the last column of windows are missing."""

import numpy as np

GETS = {"correlate2d-test-values": 0, "correlate2d-test-strides": 0, "correlate2d-test-inputs": 0}
SAYS = {
    "correlate2d-test-values": "n - f + 1 windows fit, not n - f",
    "correlate2d-test-inputs": "(1, 2), and yours has (0, 1)",
}


# %% correlate2d
def correlate2d(image, kernel, strides=1, padding=0):
    image = np.pad(np.asarray(image, dtype=float), padding)
    kernel = np.asarray(kernel, dtype=float)
    (height, width), (kh, kw) = image.shape, kernel.shape
    output = np.zeros(((height - kh) // strides, (width - kw) // strides))
    for r in range(output.shape[0]):
        for c in range(output.shape[1]):
            top, left = r * strides, c * strides
            output[r, c] = np.sum(image[top : top + kh, left : left + kw] * kernel)
    return output

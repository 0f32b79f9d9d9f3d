"""Each product overwrites the one before: = where += should stand."""

import numpy as np

GETS = {"correlate2d-test-values": 0, "correlate2d-test-strides": 0, "correlate2d-test-inputs": 0}
SAYS = {"correlate2d-test-values": "Only the last product is left"}


# %% correlate2d
def correlate2d(image, kernel, strides=1, padding=0):
    image = np.pad(np.asarray(image, dtype=float), padding)
    kernel = np.asarray(kernel, dtype=float)
    (height, width), (kh, kw) = image.shape, kernel.shape
    output = np.zeros(((height - kh) // strides + 1, (width - kw) // strides + 1))
    for r in range(output.shape[0]):
        for c in range(output.shape[1]):
            top, left = r * strides, c * strides
            for i in range(kh):
                for j in range(kw):
                    output[r, c] = image[top + i, left + j] * kernel[i, j]
    return output

"""The stride isn't used at all."""

import numpy as np

GETS = {"correlate2d-test-strides": 0}
SAYS = {"correlate2d-test-strides": "That is the shape for stride 1"}


# %% correlate2d
def correlate2d(image, kernel, strides=1, padding=0):
    strides = 1
    image = np.pad(np.asarray(image, dtype=float), padding)
    kernel = np.asarray(kernel, dtype=float)
    (height, width), (kh, kw) = image.shape, kernel.shape
    output = np.zeros(((height - kh) // strides + 1, (width - kw) // strides + 1))
    for r in range(output.shape[0]):
        for c in range(output.shape[1]):
            top, left = r * strides, c * strides
            output[r, c] = np.sum(image[top : top + kh, left : left + kw] * kernel)
    return output

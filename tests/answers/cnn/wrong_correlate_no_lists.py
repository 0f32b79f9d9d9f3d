"""Lists have no shape."""

import numpy as np

GETS = {"correlate2d-test-inputs": 0}
SAYS = {"correlate2d-test-inputs": "Begin with np.asarray"}


# %% correlate2d
def correlate2d(image, kernel, strides=1, padding=0):
    shape = image.shape
    image = np.pad(image * 1.0, padding)
    kernel = np.asarray(kernel, dtype=float)
    height, width = shape[0] + 2 * padding, shape[1] + 2 * padding
    kh, kw = kernel.shape
    output = np.zeros(((height - kh) // strides + 1, (width - kw) // strides + 1))
    for r in range(output.shape[0]):
        for c in range(output.shape[1]):
            top, left = r * strides, c * strides
            output[r, c] = np.sum(image[top : top + kh, left : left + kw] * kernel)
    return output

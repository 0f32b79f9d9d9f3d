"""The image is padded, and the windows come from the one without padding."""

import numpy as np

GETS = {"correlate2d-test-strides": 0, "correlate2d-test-inputs": 0}
SAYS = {"correlate2d-test-strides": "do the windows come from the padded one?"}


# %% correlate2d
def correlate2d(image, kernel, strides=1, padding=0):
    image = np.asarray(image, dtype=float)
    padded = np.pad(image, padding)
    kernel = np.asarray(kernel, dtype=float)
    (height, width), (kh, kw) = padded.shape, kernel.shape
    output = np.zeros(((height - kh) // strides + 1, (width - kw) // strides + 1))
    for r in range(output.shape[0]):
        for c in range(output.shape[1]):
            top, left = r * strides, c * strides
            output[r, c] = np.sum(image[top : top + kh, left : left + kw] * kernel)
    return output

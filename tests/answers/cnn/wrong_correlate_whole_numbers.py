"""The output's type is the image's: lists of whole numbers lose the fractions."""

import numpy as np

GETS = {"correlate2d-test-inputs": 0}
SAYS = {"correlate2d-test-inputs": "cuts fractions off"}


# %% correlate2d
def correlate2d(image, kernel, strides=1, padding=0):
    image = np.pad(np.asarray(image), padding)
    kind = image.dtype if image.dtype != np.uint8 else float
    image = image.astype(kind)
    kernel = np.asarray(kernel, dtype=float)
    (height, width), (kh, kw) = image.shape, kernel.shape
    output = np.zeros(((height - kh) // strides + 1, (width - kw) // strides + 1), dtype=kind)
    for r in range(output.shape[0]):
        for c in range(output.shape[1]):
            top, left = r * strides, c * strides
            output[r, c] = np.sum(image[top : top + kh, left : left + kw] * kernel)
    return output

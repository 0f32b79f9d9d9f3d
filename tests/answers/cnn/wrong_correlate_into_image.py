"""The answers are written into the caller's image."""

import numpy as np

GETS = {"correlate2d-test-inputs": 0}
SAYS = {"correlate2d-test-inputs": "changes the caller's image"}


# %% correlate2d
def correlate2d(image, kernel, strides=1, padding=0):
    caller = image
    image = np.pad(np.array(image, dtype=float), padding)
    kernel = np.asarray(kernel, dtype=float)
    (height, width), (kh, kw) = image.shape, kernel.shape
    output = np.zeros(((height - kh) // strides + 1, (width - kw) // strides + 1))
    for r in range(output.shape[0]):
        for c in range(output.shape[1]):
            top, left = r * strides, c * strides
            output[r, c] = np.sum(image[top : top + kh, left : left + kw] * kernel)
    if isinstance(caller, np.ndarray) and caller.dtype == float:
        caller[: len(output), : len(output[0])] = output[: len(caller), : caller.shape[1]]
    return output

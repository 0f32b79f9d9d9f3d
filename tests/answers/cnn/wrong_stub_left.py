"""The answers are there, but the line that raises NotImplementedError still stands above them."""

import numpy as np

GETS = {
    "correlate2d-test-values": 0,
    "correlate2d-test-strides": 0,
    "correlate2d-test-inputs": 0,
    "count-parameters-test": 0,
}
SAYS = {
    "correlate2d-test-values": "NotImplementedError",
    "count-parameters-test": "Set dense_parameters",
}


# %% correlate2d
def correlate2d(image, kernel, strides=1, padding=0):
    # YOUR CODE HERE
    raise NotImplementedError()
    image = np.pad(np.asarray(image, dtype=float), padding)
    kernel = np.asarray(kernel, dtype=float)
    (height, width), (kh, kw) = image.shape, kernel.shape
    output = np.zeros(((height - kh) // strides + 1, (width - kw) // strides + 1))
    for r in range(output.shape[0]):
        for c in range(output.shape[1]):
            top, left = r * strides, c * strides
            output[r, c] = np.sum(image[top : top + kh, left : left + kw] * kernel)
    return output


# %% count-parameters
conv_parameters = 896
conv_parameters_large = 896
dense_parameters = None  # the dense layer on (32, 32, 3)
# YOUR CODE HERE
raise NotImplementedError()
dense_parameters = 3073 * 28800

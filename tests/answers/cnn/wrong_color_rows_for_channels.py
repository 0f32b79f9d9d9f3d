"""kernel[c], as in a book that puts channels first."""

import numpy as np

GETS = {"filter-color-test-values": 0, "filter-color-test-shapes": 0}
SAYS = {"filter-color-test-values": "kernel[c] is a row of the kernel"}


# %% filter-color
def filter_color(image, kernel, bias=0.0):
    kh, kw, channels = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    output = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            for d in range(channels):
                output[r, c] += np.sum(image[r, c, d] * kernel[d % kh])
            output[r, c] += bias
    return output

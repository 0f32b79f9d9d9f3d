"""Image and kernel are multiplied in bytes."""

import numpy as np

GETS = {"filter-color-test-shapes": 0}
SAYS = {"filter-color-test-shapes": "Image (4, 5, 3), kernel (2, 2, 3)"}


# %% filter-color
def filter_color(image, kernel, bias=0.0):
    kh, kw, channels = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    output = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            window = image[r : r + kh, c : c + kw]
            output[r, c] = np.sum(window * kernel) + bias
    return output

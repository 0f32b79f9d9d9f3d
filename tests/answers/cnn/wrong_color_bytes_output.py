"""The map is made like the image, in bytes."""

import numpy as np

GETS = {"filter-color-test-shapes": 0}
SAYS = {"filter-color-test-shapes": "make the output with np.zeros"}


# %% filter-color
def filter_color(image, kernel, bias=0.0):
    kh, kw, channels = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    output = np.zeros((rows, columns), dtype=image.dtype)
    for r in range(rows):
        for c in range(columns):
            window = image[r : r + kh, c : c + kw].astype(float)
            total = np.sum(window * kernel) + bias
            output[r, c] = int(total) % 256 if image.dtype == np.uint8 else total
    return output

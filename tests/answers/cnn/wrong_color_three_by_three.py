"""Only kernels of 3 x 3 pixels."""

import numpy as np

GETS = {"filter-color-test-shapes": 0}
SAYS = {"filter-color-test-shapes": "Take all sizes from kernel.shape"}


# %% filter-color
def filter_color(image, kernel, bias=0.0):
    kh, kw = 3, 3
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    output = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            window = image[r : r + kh, c : c + kw].astype(float)
            output[r, c] = np.sum(window * kernel) + bias
    return output

"""The caller's kernel is scaled in place."""

import numpy as np

GETS = {"filter-color-test-shapes": 0}
SAYS = {"filter-color-test-shapes": "changes the caller's kernel"}


# %% filter-color
def filter_color(image, kernel, bias=0.0):
    kh, kw, channels = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    output = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            window = image[r : r + kh, c : c + kw].astype(float)
            output[r, c] = np.sum(window * kernel) + bias
    if kernel.dtype == float:
        kernel /= 2
    return output

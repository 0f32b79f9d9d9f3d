"""Only images of three channels."""

import numpy as np

GETS = {"filter-color-test-shapes": 0}
SAYS = {"filter-color-test-shapes": "none of them is always 3"}


# %% filter-color
def filter_color(image, kernel, bias=0.0):
    kh, kw, _ = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    output = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            window = image[r : r + kh, c : c + kw].astype(float)
            for d in range(3):
                output[r, c] += np.sum(window[:, :, d] * kernel[:, :, d])
            output[r, c] += bias
    return output

"""The image is made gray first."""

import numpy as np

GETS = {"filter-color-test-values": 0, "filter-color-test-shapes": 0}
SAYS = {
    "filter-color-test-values": "makes the image gray first",
    "filter-color-test-shapes": "Does it work for 2 channels?",
}


# %% filter-color
def filter_color(image, kernel, bias=0.0):
    kh, kw, channels = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    output = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            window = image[r : r + kh, c : c + kw].astype(float)
            output[r, c] = np.sum(window.mean(axis=2, keepdims=True) * kernel) + bias
    return output

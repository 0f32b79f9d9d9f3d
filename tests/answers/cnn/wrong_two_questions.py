"""Two of the functions, and nothing else: they get their points all the same."""

import numpy as np

REST = "untouched"
GETS = {
    "output-size-test-numbers": 0,
    "output-size-test-words": 0,
    "correlate2d-test-values": 0,
    "correlate2d-test-strides": 0,
    "correlate2d-test-inputs": 0,
    "predict-sobel-test": 0,
    "filter-color-test-values": 0,
    "filter-color-test-shapes": 0,
    "conv2d-test-maps": 0,
    "conv2d-test-inputs": 0,
    "count-parameters-test": 0,
    "max-pool-gradient-test-places": 0,
    "max-pool-gradient-test-inputs": 0,
}


# %% edges
def edges(image):
    image = np.asarray(image, dtype=float)
    rows, columns = image.shape[0] - 2, image.shape[1] - 2
    gx, gy = np.zeros((rows, columns)), np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            window = image[r : r + 3, c : c + 3]
            gx[r, c] = np.sum(window * SOBEL_X)  # noqa: F821 (the notebook defines it)
            gy[r, c] = np.sum(window * SOBEL_Y)  # noqa: F821
    return np.hypot(gx, gy), np.arctan2(gy, gx)


# %% max-pool
def max_pool(x, pool_size=2):
    rows, columns = x.shape[1] // pool_size, x.shape[2] // pool_size
    y = np.zeros((len(x), rows, columns, x.shape[3]))
    for r in range(rows):
        for c in range(columns):
            top, left = r * pool_size, c * pool_size
            window = x[:, top : top + pool_size, left : left + pool_size]
            y[:, r, c] = window.max(axis=(1, 2))
    return y

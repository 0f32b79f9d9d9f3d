"""The arc tangent of the quotient: left and right are one."""

import numpy as np

GETS = {"edges-test-direction": 0}
SAYS = {"edges-test-direction": "use np.arctan2"}


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
    return np.hypot(gx, gy), np.arctan(gy / np.where(gx == 0, 1e-12, gx))

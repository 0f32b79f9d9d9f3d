"""gx and gy are kept in bytes."""

import numpy as np

GETS = {"edges-test-strength": 0, "edges-test-direction": 0}
SAYS = {"edges-test-strength": "cut off", "edges-test-direction": "0.9273"}


# %% edges
def edges(image):
    image = np.asarray(image, dtype=float)
    rows, columns = image.shape[0] - 2, image.shape[1] - 2
    gx, gy = np.zeros((rows, columns), np.uint8), np.zeros((rows, columns), np.uint8)
    for r in range(rows):
        for c in range(columns):
            window = image[r : r + 3, c : c + 3]
            gx[r, c] = np.clip(abs(np.sum(window * SOBEL_X)), 0, 255)  # noqa: F821 (the notebook defines it)
            gy[r, c] = np.clip(abs(np.sum(window * SOBEL_Y)), 0, 255)  # noqa: F821
    gx, gy = gx.astype(float), gy.astype(float)
    return np.hypot(gx, gy), np.arctan2(gy, gx)

"""Slices are subtracted in bytes."""

import numpy as np

GETS = {"edges-test-strength": 0, "edges-test-direction": 0}
SAYS = {
    "edges-test-strength": "turn the image into floats before anything else",
    "edges-test-direction": "Bytes that get darker to the right",
}


# %% edges
def edges(image):
    x = np.asarray(image)
    across, down = x[:, 2:] - x[:, :-2], x[2:] - x[:-2]
    gx = across[:-2] + 2.0 * across[1:-1] + across[2:]
    gy = down[:, :-2] + 2.0 * down[:, 1:-1] + down[:, 2:]
    return np.hypot(gx, gy), np.arctan2(gy, gx)

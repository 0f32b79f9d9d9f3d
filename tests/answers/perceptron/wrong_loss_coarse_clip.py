"""Clipped to another range: certain mistakes become cheap."""

import numpy as np

GETS = {"binary-crossentropy-test-extremes": 0}
SAYS = {"binary-crossentropy-test-extremes": "Clip to [1e-7, 1 - 1e-7] at both ends"}


# %% binary-crossentropy
def binary_crossentropy(y_true, y_pred):
    y = np.asarray(y_true, dtype=float)
    p = np.clip(np.asarray(y_pred, dtype=float), 1e-3, 1 - 1e-3)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

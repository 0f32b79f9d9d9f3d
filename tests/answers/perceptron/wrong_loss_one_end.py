"""Clipped below, but not above."""

import numpy as np

GETS = {"binary-crossentropy-test-extremes": 0}
SAYS = {"binary-crossentropy-test-extremes": "that is log(0). Clip first"}


# %% binary-crossentropy
def binary_crossentropy(y_true, y_pred):
    y = np.asarray(y_true, dtype=float)
    p = np.maximum(np.asarray(y_pred, dtype=float), 1e-7)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

"""Clipped too far below 1: the dearest mistake about a label 0 becomes cheaper."""

import numpy as np

GETS = {"binary-crossentropy-test-extremes": 0}
SAYS = {"binary-crossentropy-test-extremes": "p = 1 - 1e-12 is clipped to 1 - 1e-7"}


# %% binary-crossentropy
def binary_crossentropy(y_true, y_pred):
    y = np.asarray(y_true, dtype=float)
    p = np.clip(np.asarray(y_pred, dtype=float), 1e-7, 1 - 2e-7)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

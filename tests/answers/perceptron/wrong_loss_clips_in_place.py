"""Clips the caller's own array."""

import numpy as np

GETS = {"binary-crossentropy-test-extremes": 0}
SAYS = {"binary-crossentropy-test-extremes": "changes the caller's y_pred"}


# %% binary-crossentropy
def binary_crossentropy(y_true, y_pred):
    y = np.asarray(y_true, dtype=float)
    p = np.asarray(y_pred, dtype=float)
    np.clip(p, 1e-7, 1 - 1e-7, out=p)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

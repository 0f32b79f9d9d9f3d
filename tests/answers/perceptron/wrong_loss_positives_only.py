"""Samples with y = 0 cost nothing."""

import numpy as np

GETS = {"binary-crossentropy-test-mean": 0, "binary-crossentropy-test-extremes": 0}
SAYS = {"binary-crossentropy-test-mean": "The samples with y = 0 are left out"}


# %% binary-crossentropy
def binary_crossentropy(y_true, y_pred):
    y = np.asarray(y_true, dtype=float)
    p = np.clip(np.asarray(y_pred, dtype=float), 1e-7, 1 - 1e-7)
    return -np.mean(y * np.log(p))

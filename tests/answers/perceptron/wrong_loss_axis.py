"""The mean along the last axis: right for (N,), one number a sample for (N, 1)."""

import numpy as np

GETS = {"binary-crossentropy-test-mean": 0}
SAYS = {"binary-crossentropy-test-mean": "For the shape (10, 1) the loss isn't one number"}


# %% binary-crossentropy
def binary_crossentropy(y_true, y_pred):
    y = np.asarray(y_true, dtype=float)
    p = np.clip(np.asarray(y_pred, dtype=float), 1e-7, 1 - 1e-7)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p), axis=-1)

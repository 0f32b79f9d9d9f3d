"""The logarithm to base 2."""

import numpy as np

GETS = {"binary-crossentropy-test-mean": 0, "binary-crossentropy-test-extremes": 0}
SAYS = {"binary-crossentropy-test-mean": "That is the logarithm to base 2"}


# %% binary-crossentropy
def binary_crossentropy(y_true, y_pred):
    y = np.asarray(y_true, dtype=float)
    p = np.clip(np.asarray(y_pred, dtype=float), 1e-7, 1 - 1e-7)
    return -np.mean(y * np.log2(p) + (1 - y) * np.log2(1 - p))

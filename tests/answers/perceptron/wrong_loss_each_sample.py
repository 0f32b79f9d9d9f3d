"""The loss of each sample, without their mean."""

import numpy as np

GETS = {"binary-crossentropy-test-mean": 0, "binary-crossentropy-test-extremes": 0}
SAYS = {"binary-crossentropy-test-mean": "Yours has the shape (4,): take the mean"}


# %% binary-crossentropy
def binary_crossentropy(y_true, y_pred):
    y = np.asarray(y_true, dtype=float)
    p = np.clip(np.asarray(y_pred, dtype=float), 1e-7, 1 - 1e-7)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))

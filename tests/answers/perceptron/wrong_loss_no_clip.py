"""Without clipping: log(0) where the unit is certain."""

import numpy as np

GETS = {"binary-crossentropy-test-extremes": 0}
SAYS = {"binary-crossentropy-test-extremes": "that is log(0). Clip first"}


# %% binary-crossentropy
def binary_crossentropy(y_true, y_pred):
    y = np.asarray(y_true, dtype=float)
    p = np.asarray(y_pred, dtype=float)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

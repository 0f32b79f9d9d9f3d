"""Half the sum, as a tutorial has it."""

import numpy as np

GETS = {"binary-crossentropy-test-mean": 0}
SAYS = {"binary-crossentropy-test-mean": "half the sum: divide by N, not by 2"}


# %% binary-crossentropy
def binary_crossentropy(y_true, y_pred):
    y = np.asarray(y_true, dtype=float)
    p = np.clip(np.asarray(y_pred, dtype=float), 1e-7, 1 - 1e-7)
    return -0.5 * np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))

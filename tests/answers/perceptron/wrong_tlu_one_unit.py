"""The layer answers for its first unit only: one axis is lost."""

import numpy as np

GETS = {"tlu-test-values": 0, "tlu-test-inputs": 0}
SAYS = {"tlu-test-values": "4 samples and 3 units give an answer of shape (4, 3). Yours has (4,)"}


# %% tlu
def tlu(x, weights, bias):
    x, weights = np.asarray(x), np.asarray(weights)
    return np.array([1.0 if row @ weights[:, 0] + bias[0] >= 0 else 0.0 for row in x])

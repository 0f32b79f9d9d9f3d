"""The layer answers with True and False, and subtracting those fails."""

import numpy as np

GETS = {"tlu-test-inputs": 0}
SAYS = {"tlu-test-inputs": "tlu answers with bool values"}


# %% tlu
def tlu(x, weights, bias):
    return np.asarray(x) @ np.asarray(weights) + np.asarray(bias) >= 0

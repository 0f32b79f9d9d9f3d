"""Divides by the factor."""

import numpy as np

GETS = {"dropout-backward-test": 0}
SAYS = {"dropout-backward-test": "You divide by the factor"}


# %% dropout-backward
def dropout_backward(dy, mask):
    return np.where(mask > 0, dy / np.where(mask > 0, mask, 1), 0)

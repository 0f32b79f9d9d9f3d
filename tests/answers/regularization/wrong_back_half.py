"""The factor of a rate of 0.6."""

import numpy as np

GETS = {"dropout-backward-test": 0}
SAYS = {"dropout-backward-test": "dx is wrong for another dy and mask"}


# %% dropout-backward
def dropout_backward(dy, mask):
    return np.where(mask > 0, 2.5 * dy, 0)

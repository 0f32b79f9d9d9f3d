"""The mask is turned round."""

import numpy as np

GETS = {"relu-backward-test-values": 0, "relu-backward-test-fork": 0}
SAYS = {
    "relu-backward-test-values": "The mask is turned round",
    "relu-backward-test-fork": "is wrong at x",
}


# %% relu-backward
def relu_backward(dy, x):
    return np.where(x <= 0, dy, 0)

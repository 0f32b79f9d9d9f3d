"""The forward pass once more."""

import numpy as np

GETS = {"relu-backward-test-values": 0, "relu-backward-test-fork": 0}
SAYS = {
    "relu-backward-test-values": "That is the forward pass",
    "relu-backward-test-fork": "is wrong at x",
}


# %% relu-backward
def relu_backward(dy, x):
    return np.maximum(x, 0)

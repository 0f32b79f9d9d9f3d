"""dy times the output instead of the slope."""

import numpy as np

GETS = {"relu-backward-test-values": 0, "relu-backward-test-fork": 0}
SAYS = {
    "relu-backward-test-values": "dy is multiplied by x",
    "relu-backward-test-fork": "is wrong at x",
}


# %% relu-backward
def relu_backward(dy, x):
    return dy * np.maximum(x, 0)

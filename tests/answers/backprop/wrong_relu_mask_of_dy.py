"""The mask looks at dy instead of x."""

import numpy as np

GETS = {"relu-backward-test-values": 0, "relu-backward-test-fork": 0}
SAYS = {"relu-backward-test-values": "not at dy", "relu-backward-test-fork": "is wrong at x"}


# %% relu-backward
def relu_backward(dy, x):
    return np.maximum(dy, 0)

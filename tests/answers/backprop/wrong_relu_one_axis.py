"""Works on one axis only."""

import numpy as np

GETS = {"relu-backward-test-values": 0, "relu-backward-test-fork": 0}
SAYS = {"relu-backward-test-values": "ambiguous", "relu-backward-test-fork": "ambiguous"}


# %% relu-backward
def relu_backward(dy, x):
    return np.array([d if v > 0 else 0.0 for d, v in zip(dy, x, strict=True)])

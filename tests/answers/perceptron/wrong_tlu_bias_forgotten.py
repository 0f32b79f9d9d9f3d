"""The layer without its bias: every line runs through the origin."""

import numpy as np

GETS = {"tlu-test-values": 0, "tlu-test-inputs": 0}
SAYS = {"tlu-test-values": "look at the sign and at the bias"}


# %% tlu
def tlu(x, weights, bias):
    return (np.asarray(x) @ np.asarray(weights) >= 0).astype(float)

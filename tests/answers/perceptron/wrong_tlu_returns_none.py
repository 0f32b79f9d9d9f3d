"""The layer prints its answer and returns nothing."""

import numpy as np

GETS = {"tlu-test-values": 0, "tlu-test-inputs": 0}
SAYS = {
    "tlu-test-values": "tlu returns None. Does it end with a return?",
    "tlu-test-inputs": "tlu returns None. Does it end with a return?",
}


# %% tlu
def tlu(x, weights, bias):
    print((np.asarray(x) @ np.asarray(weights) + np.asarray(bias) >= 0).astype(float))

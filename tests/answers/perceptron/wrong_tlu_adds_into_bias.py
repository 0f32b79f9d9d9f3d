"""The layer adds z into the caller's bias, if that is an array of the right shape."""

import numpy as np

GETS = {"tlu-test-inputs": 0}
SAYS = {"tlu-test-inputs": "changes the caller's bias"}


# %% tlu
def tlu(x, weights, bias):
    z = np.asarray(x) @ np.asarray(weights)
    bias = np.asarray(bias)
    if len(z) == 1 and z.dtype == bias.dtype:
        bias += z[0]
        return (bias >= 0).astype(float)[np.newaxis]
    return (z + bias >= 0).astype(float)

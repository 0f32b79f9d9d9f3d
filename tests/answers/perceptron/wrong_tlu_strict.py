"""The step with > for >=: a z of exactly 0 answers 0."""

import numpy as np

GETS = {"tlu-test-values": 0, "tlu-test-inputs": 0}
SAYS = {"tlu-test-values": "At z = 0 the step is 1: use >=, not >"}


# %% tlu
def tlu(x, weights, bias):
    z = np.asarray(x) @ np.asarray(weights) + np.asarray(bias)
    return (z > 0).astype(float)

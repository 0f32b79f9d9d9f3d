"""Cuts single weights."""

import numpy as np

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {"max-norm-test-values": "That cuts single weights"}


# %% max-norm
def max_norm(kernel, max_value):
    return np.clip(kernel, -max_value, max_value)

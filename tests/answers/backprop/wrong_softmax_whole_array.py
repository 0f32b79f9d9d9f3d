"""The softmax runs over the whole array."""

import numpy as np

GETS = {"softmax-cross-entropy-test-loss": 0, "softmax-cross-entropy-test-gradient": 0}
SAYS = {"softmax-cross-entropy-test-loss": "over the whole array"}


# %% softmax-cross-entropy
def softmax_cross_entropy(z, labels):
    rows = np.arange(len(z))
    z = z - z.max()
    log_p = z - np.log(np.exp(z).sum())
    dz = np.exp(log_p)
    dz[rows, labels] -= 1
    return -np.mean(log_p[rows, labels]), dz / len(z)

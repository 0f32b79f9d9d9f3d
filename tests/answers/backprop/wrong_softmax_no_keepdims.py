"""The sums over axis=1 lose that axis: it fits only if there are as many samples as classes."""

import numpy as np

GETS = {"softmax-cross-entropy-test-loss": 0, "softmax-cross-entropy-test-gradient": 0}
SAYS = {
    "softmax-cross-entropy-test-loss": "With keepdims=True",
    "softmax-cross-entropy-test-gradient": "Test 4a-1 says more",
}


# %% softmax-cross-entropy
def softmax_cross_entropy(z, labels):
    rows = np.arange(len(z))
    z = z - z.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1))
    dz = np.exp(log_p)
    dz[rows, labels] -= 1
    return -np.mean(log_p[rows, labels]), dz / len(z)

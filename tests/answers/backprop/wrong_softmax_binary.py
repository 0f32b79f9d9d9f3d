"""The binary cross-entropy of each class."""

import numpy as np

GETS = {
    "softmax-cross-entropy-test-loss": 0,
    "softmax-cross-entropy-test-gradient": 0,
    "softmax-cross-entropy-test-extremes": 0,
}
SAYS = {
    "softmax-cross-entropy-test-loss": "binary cross-entropy of each class",
    "softmax-cross-entropy-test-gradient": "your dz says",
}


# %% softmax-cross-entropy
def softmax_cross_entropy(z, labels):
    rows = np.arange(len(z))
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    dz = p.copy()
    dz[rows, labels] -= 1
    right = np.eye(z.shape[1])[labels]
    loss = -np.mean(np.sum(np.log(np.where(right == 1, p, 1 - p)), axis=1))
    return loss, dz / len(z)

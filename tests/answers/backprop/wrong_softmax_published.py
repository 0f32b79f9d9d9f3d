"""The published function as it is."""

import numpy as np

GETS = {"softmax-cross-entropy-test-gradient": 0, "softmax-cross-entropy-test-extremes": 0}
SAYS = {
    "softmax-cross-entropy-test-gradient": "a small number left in the logarithm",
    "softmax-cross-entropy-test-extremes": "Something holds the loss down",
}


# %% softmax-cross-entropy
def softmax_cross_entropy(z, labels):
    rows = np.arange(len(z))
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(p[rows, labels] + 1e-7))
    dz = p.copy()
    dz[rows, labels] -= 1
    return loss, dz / len(z)

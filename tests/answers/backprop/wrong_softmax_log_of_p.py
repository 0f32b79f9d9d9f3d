"""Only the small number is gone: p can still be 0."""

import numpy as np

GETS = {"softmax-cross-entropy-test-extremes": 0}
SAYS = {"softmax-cross-entropy-test-extremes": "p has become exactly 0"}


# %% softmax-cross-entropy
def softmax_cross_entropy(z, labels):
    rows = np.arange(len(z))
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(p[rows, labels]))
    dz = p.copy()
    dz[rows, labels] -= 1
    return loss, dz / len(z)

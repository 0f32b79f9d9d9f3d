"""A clip in place of the small number."""

import numpy as np

GETS = {"softmax-cross-entropy-test-gradient": 0, "softmax-cross-entropy-test-extremes": 0}
SAYS = {
    "softmax-cross-entropy-test-gradient": "is the loss clipped",
    "softmax-cross-entropy-test-extremes": "Something holds the loss down",
}


# %% softmax-cross-entropy
def softmax_cross_entropy(z, labels):
    rows = np.arange(len(z))
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(np.clip(p[rows, labels], 1e-7, 1)))
    dz = p.copy()
    dz[rows, labels] -= 1
    return loss, dz / len(z)

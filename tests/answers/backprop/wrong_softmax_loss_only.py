"""The gradient is forgotten."""

import numpy as np

GETS = {
    "softmax-cross-entropy-test-loss": 0,
    "softmax-cross-entropy-test-gradient": 0,
    "softmax-cross-entropy-test-extremes": 0,
}
SAYS = {
    "softmax-cross-entropy-test-loss": "two values",
    "softmax-cross-entropy-test-gradient": "two values",
    "softmax-cross-entropy-test-extremes": "two values",
}


# %% softmax-cross-entropy
def softmax_cross_entropy(z, labels):
    rows = np.arange(len(z))
    z = z - z.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.mean(log_p[rows, labels])

"""The loss of each sample."""

import numpy as np

GETS = {
    "softmax-cross-entropy-test-loss": 0,
    "softmax-cross-entropy-test-gradient": 0,
    "softmax-cross-entropy-test-extremes": 0,
}
SAYS = {
    "softmax-cross-entropy-test-loss": "take the mean over the samples",
    "softmax-cross-entropy-test-gradient": "The loss is one number",
    "softmax-cross-entropy-test-extremes": "one number, not an array",
}


# %% softmax-cross-entropy
def softmax_cross_entropy(z, labels):
    rows = np.arange(len(z))
    z = z - z.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    dz = np.exp(log_p)
    dz[rows, labels] -= 1
    return -log_p[rows, labels], dz / len(z)

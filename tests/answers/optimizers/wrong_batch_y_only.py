"""Gives only y back."""

import numpy as np

GETS = {
    "batch-norm-test-training": 0,
    "batch-norm-test-moving": 0,
    "batch-norm-test-test-time": 0,
}
SAYS = {
    "batch-norm-test-training": "gives three arrays back",
    "batch-norm-test-moving": "gives three arrays back",
    "batch-norm-test-test-time": "gives three arrays back",
}


# %% batch-norm
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, epsilon=1e-3):
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = x.mean(axis=0), x.var(axis=0)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta

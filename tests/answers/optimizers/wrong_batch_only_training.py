"""At test time it does nothing."""

import numpy as np

GETS = {"batch-norm-test-test-time": 0}
SAYS = {"batch-norm-test-test-time": "At test time the layer does something, too"}


# %% batch-norm
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, epsilon=1e-3):
    if not training:
        return x, moving_mean, moving_variance
    mean, variance = x.mean(axis=0), x.var(axis=0)
    moving_mean = momentum * moving_mean + (1 - momentum) * mean
    moving_variance = momentum * moving_variance + (1 - momentum) * variance
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta, moving_mean, moving_variance

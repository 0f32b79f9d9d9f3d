"""The averages move at test time, too."""

import numpy as np

GETS = {"batch-norm-test-test-time": 0}
SAYS = {"batch-norm-test-test-time": "Test data must not change a net"}


# %% batch-norm
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, epsilon=1e-3):
    mean, variance = x.mean(axis=0), x.var(axis=0)
    if not training:
        mean, variance = moving_mean, moving_variance
    y = gamma * (x - mean) / np.sqrt(variance + epsilon) + beta
    moving_mean = momentum * moving_mean + (1 - momentum) * x.mean(axis=0)
    moving_variance = momentum * moving_variance + (1 - momentum) * x.var(axis=0)
    return y, moving_mean, moving_variance

"""The batch's has the weight 1."""

import numpy as np

GETS = {"batch-norm-test-moving": 0}
SAYS = {"batch-norm-test-moving": "The batch's has the weight 1 - momentum"}


# %% batch-norm
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, epsilon=1e-3):
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = x.mean(axis=0), x.var(axis=0)
        moving_mean = momentum * moving_mean + mean
        moving_variance = momentum * moving_variance + variance
    y = gamma * (x - mean) / np.sqrt(variance + epsilon) + beta
    return y, moving_mean, moving_variance

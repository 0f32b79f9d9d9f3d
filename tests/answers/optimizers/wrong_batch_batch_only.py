"""The batch's own take the place of the averages."""

import numpy as np

GETS = {"batch-norm-test-moving": 0}
SAYS = {"batch-norm-test-moving": "That is the batch's own"}


# %% batch-norm
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, epsilon=1e-3):
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = x.mean(axis=0), x.var(axis=0)
        moving_mean = mean
        moving_variance = variance
    y = gamma * (x - mean) / np.sqrt(variance + epsilon) + beta
    return y, moving_mean, moving_variance

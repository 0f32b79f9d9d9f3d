"""The averages never move."""

import numpy as np

GETS = {"batch-norm-test-moving": 0}
SAYS = {"batch-norm-test-moving": "In training it moves"}


# %% batch-norm
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, epsilon=1e-3):
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = x.mean(axis=0), x.var(axis=0)
        moving_mean = moving_mean
        moving_variance = moving_variance
    y = gamma * (x - mean) / np.sqrt(variance + epsilon) + beta
    return y, moving_mean, moving_variance

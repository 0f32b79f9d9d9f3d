"""The new moving averages normalize in training."""

import numpy as np

GETS = {"batch-norm-test-training": 0}
SAYS = {"batch-norm-test-training": "Those are the NEW moving averages"}


# %% batch-norm
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, epsilon=1e-3):
    if training:
        moving_mean = momentum * moving_mean + (1 - momentum) * x.mean(axis=0)
        moving_variance = momentum * moving_variance + (1 - momentum) * x.var(axis=0)
    y = gamma * (x - moving_mean) / np.sqrt(moving_variance + epsilon) + beta
    return y, moving_mean, moving_variance

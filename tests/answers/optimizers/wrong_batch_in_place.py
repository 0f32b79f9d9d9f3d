"""Changes the caller's averages."""

import numpy as np

GETS = {
    "batch-norm-test-training": 0,
    "batch-norm-test-moving": 0,
}
SAYS = {
    "batch-norm-test-training": "changes the caller's moving_mean",
    "batch-norm-test-moving": "changes the caller's moving averages",
}


# %% batch-norm
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, epsilon=1e-3):
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = x.mean(axis=0), x.var(axis=0)
        moving_mean += (1 - momentum) * (mean - moving_mean)
        moving_variance += (1 - momentum) * (variance - moving_variance)
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta, moving_mean, moving_variance

"""Divided by the variance."""

import numpy as np

GETS = {"standardize-test-values": 0, "standardize-test-inputs": 0}
SAYS = {"standardize-test-values": "That divides by the variance"}


# %% standardize
def standardize(x_train, x_test):
    mean, std = x_train.mean(axis=0), x_train.var(axis=0)
    std = np.where(std == 0, 1.0, std)
    return (x_train - mean) / std, (x_test - mean) / std

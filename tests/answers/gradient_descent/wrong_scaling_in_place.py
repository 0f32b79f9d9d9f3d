"""The caller's floats are changed."""

import numpy as np

GETS = {"standardize-test-inputs": 0}
SAYS = {"standardize-test-inputs": "write x - mean, not x -= mean"}


# %% standardize
def standardize(x_train, x_test):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    std = np.where(std == 0, 1.0, std)
    x_train, x_test = np.asarray(x_train, dtype=float), np.asarray(x_test, dtype=float)
    x_train -= mean
    x_test -= mean
    x_train /= std
    x_test /= std
    return x_train, x_test

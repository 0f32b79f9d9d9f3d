"""The results are stored as whole numbers where the data are."""

import numpy as np

GETS = {"standardize-test-inputs": 0}
SAYS = {"standardize-test-inputs": "the first feature should be"}


# %% standardize
def standardize(x_train, x_test):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    std = np.where(std == 0, 1.0, std)
    z_train, z_test = np.empty_like(x_train), np.empty_like(x_test)
    z_train[...] = ((x_train - mean) / std).astype(z_train.dtype)
    z_test[...] = ((x_test - mean) / std).astype(z_test.dtype)
    return z_train, z_test

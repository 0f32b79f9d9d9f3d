"""One mean and one deviation for all features."""

import numpy as np

GETS = {"standardize-test-values": 0, "standardize-test-inputs": 0}
SAYS = {"standardize-test-values": "those of the whole table"}


# %% standardize
def standardize(x_train, x_test):
    mean, std = x_train.mean(), x_train.std()
    std = np.where(std == 0, 1.0, std)
    return (x_train - mean) / std, (x_test - mean) / std

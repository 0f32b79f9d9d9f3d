"""Min-max scaling."""

import numpy as np

GETS = {"standardize-test-values": 0, "standardize-test-inputs": 0}
SAYS = {"standardize-test-values": "That brings each feature to 0 ... 1"}


# %% standardize
def standardize(x_train, x_test):
    mean, std = x_train.min(axis=0), np.ptp(x_train, axis=0)
    std = np.where(std == 0, 1.0, std)
    return (x_train - mean) / std, (x_test - mean) / std

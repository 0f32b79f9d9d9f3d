"""The training rows stay raw: they were taken before the scaling."""

import numpy as np

GETS = {"standardize-test-values": 0, "standardize-test-inputs": 0}
SAYS = {"standardize-test-values": "the first of the two common mistakes"}


# %% standardize
def standardize(x_train, x_test):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    std = np.where(std == 0, 1.0, std)
    return x_train, (x_test - mean) / std

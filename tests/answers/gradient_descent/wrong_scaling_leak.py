"""The test rows take part in mean and deviation."""

import numpy as np

GETS = {"standardize-test-values": 0, "standardize-test-inputs": 0}
SAYS = {"standardize-test-values": "The test rows took part"}


# %% standardize
def standardize(x_train, x_test):
    both = np.vstack([x_train, x_test])
    mean, std = both.mean(axis=0), both.std(axis=0)
    std = np.where(std == 0, 1.0, std)
    return (x_train - mean) / std, (x_test - mean) / std

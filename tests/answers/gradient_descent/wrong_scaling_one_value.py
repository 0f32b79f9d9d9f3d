"""Only the training rows are given back."""

import numpy as np

GETS = {"standardize-test-values": 0, "standardize-test-inputs": 0}
SAYS = {
    "standardize-test-values": "gives two arrays back",
    "standardize-test-inputs": "gives two arrays back",
}


# %% standardize
def standardize(x_train, x_test):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    std = np.where(std == 0, 1.0, std)
    return (x_train - mean) / std

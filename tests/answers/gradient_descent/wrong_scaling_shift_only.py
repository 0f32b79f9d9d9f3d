"""Shifted, not divided."""

GETS = {"standardize-test-values": 0, "standardize-test-inputs": 0}
SAYS = {"standardize-test-values": "It is shifted, but not divided"}


# %% standardize
def standardize(x_train, x_test):
    mean = x_train.mean(axis=0)
    return x_train - mean, x_test - mean

"""A constant feature divides by 0."""

GETS = {"standardize-test-inputs": 0}
SAYS = {"standardize-test-inputs": "its standard deviation is 0"}


# %% standardize
def standardize(x_train, x_test):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    return (x_train - mean) / std, (x_test - mean) / std

"""A small number is added to the deviation, so a constant feature explodes on other rows."""

GETS = {"standardize-test-inputs": 0}
SAYS = {"standardize-test-inputs": "A constant feature is shifted by its training mean"}


# %% standardize
def standardize(x_train, x_test):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    std = std + 1e-8
    return (x_train - mean) / std, (x_test - mean) / std

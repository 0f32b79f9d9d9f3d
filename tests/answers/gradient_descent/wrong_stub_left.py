"""A right answer under the line that raises NotImplementedError."""

GETS = {"standardize-test-values": 0, "standardize-test-inputs": 0}
SAYS = {"standardize-test-values": "NotImplementedError"}


# %% standardize
def standardize(x_train, x_test):
    raise NotImplementedError()
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    std = std + (std == 0)
    return (x_train - mean) / std, (x_test - mean) / std

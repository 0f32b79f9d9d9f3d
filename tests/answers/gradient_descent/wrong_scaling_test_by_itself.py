"""The test rows are scaled by their own mean and deviation."""

import numpy as np

GETS = {"standardize-test-values": 0, "standardize-test-inputs": 0}
SAYS = {"standardize-test-values": "scaled by their own mean"}


# %% standardize
def standardize(x_train, x_test):
    def scale(x):
        return (x - x.mean(axis=0)) / np.where(x.std(axis=0) == 0, 1.0, x.std(axis=0))

    return scale(x_train), scale(x_test)

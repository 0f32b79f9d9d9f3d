"""Each row is scaled by itself."""

import numpy as np

GETS = {"standardize-test-values": 0, "standardize-test-inputs": 0}
SAYS = {"standardize-test-values": "Each row is scaled by itself"}


# %% standardize
def standardize(x_train, x_test):
    def scale(x):
        mean, std = x.mean(axis=1, keepdims=True), x.std(axis=1, keepdims=True)
        return (x - mean) / np.where(std == 0, 1.0, std)

    return scale(x_train), scale(x_test)

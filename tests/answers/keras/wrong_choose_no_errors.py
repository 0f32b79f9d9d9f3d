"""Labels that fit nothing are let through."""

import numpy as np

GETS = {
    "choose-loss-test-misfits": 0,
}
SAYS = {
    "choose-loss-test-misfits": "these count from 1",
}


# %% choose-loss
def choose_loss(y, n_outputs):
    y = np.asarray(y)
    if (y != np.round(y)).any():
        return "mean_squared_error"
    if y.size == len(y):
        return "binary_crossentropy" if n_outputs == 1 else "sparse_categorical_crossentropy"
    one_each = (y.sum(axis=1) == 1).all()
    return "categorical_crossentropy" if one_each else "binary_crossentropy"

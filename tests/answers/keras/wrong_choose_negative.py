"""Negative labels are let through."""

import numpy as np

GETS = {
    "choose-loss-test-misfits": 0,
}
SAYS = {
    "choose-loss-test-misfits": "Labels [-1, 0, 1] for 3 unit(s)",
}


# %% choose-loss
def choose_loss(y, n_outputs):
    y = np.asarray(y)
    if (y != np.round(y)).any():
        return "mean_squared_error"
    if y.size == len(y):
        if y.max() >= max(n_outputs, 2):
            raise ValueError("a label that doesn't fit")
        return "binary_crossentropy" if n_outputs == 1 else "sparse_categorical_crossentropy"
    if y.shape[1] != n_outputs or not np.isin(y, (0, 1)).all():
        raise ValueError("rows that don't fit")
    one_each = (y.sum(axis=1) == 1).all()
    return "categorical_crossentropy" if one_each else "binary_crossentropy"

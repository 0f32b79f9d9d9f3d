"""Looks at the first row only."""

import numpy as np

GETS = {
    "choose-loss-test-names": 0,
}
SAYS = {
    "choose-loss-test-names": "Labels [[1, 0, 0], [1, 1, 0]] (int64)",
}


# %% choose-loss
def choose_loss(y, n_outputs):
    y = np.asarray(y)
    if (y != np.round(y)).any():
        return "mean_squared_error"
    if y.size == len(y):
        if y.min() < 0 or y.max() >= max(n_outputs, 2):
            raise ValueError("a label that doesn't fit")
        return "binary_crossentropy" if n_outputs == 1 else "sparse_categorical_crossentropy"
    if y.shape[1] != n_outputs or ((y != 0) & (y != 1)).any():
        raise ValueError("rows that don't fit")
    one_each = y[0].sum() == 1
    return "categorical_crossentropy" if one_each else "binary_crossentropy"

"""An assert instead of a ValueError."""

import numpy as np

GETS = {
    "choose-loss-test-misfits": 0,
}
SAYS = {
    "choose-loss-test-misfits": "not AssertionError",
}


# %% choose-loss
def choose_loss(y, n_outputs):
    y = np.asarray(y)
    if (y != np.round(y)).any():
        return "mean_squared_error"
    if y.size == len(y):
        assert y.min() >= 0 and y.max() < max(n_outputs, 2)
        return "binary_crossentropy" if n_outputs == 1 else "sparse_categorical_crossentropy"
    assert y.shape[1] == n_outputs and np.isin(y, (0, 1)).all()
    one_each = (y.sum(axis=1) == 1).all()
    return "categorical_crossentropy" if one_each else "binary_crossentropy"

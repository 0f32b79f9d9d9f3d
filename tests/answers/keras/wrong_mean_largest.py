"""The largest instead of the mean."""

import numpy as np

GETS = {
    "masked-mean-test": 0,
}
SAYS = {
    "masked-mean-test": "take the mean",
}


# %% masked-mean
def masked_mean(vectors, tokens):
    return np.where((tokens != 0)[:, :, None], vectors, -np.inf).max(axis=1)

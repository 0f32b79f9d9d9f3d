"""The number of words is no column."""

import numpy as np

GETS = {
    "masked-mean-test": 0,
}
SAYS = {
    "masked-mean-test": "must be a column",
}


# %% masked-mean
def masked_mean(vectors, tokens):
    mask = tokens != 0
    return (vectors * mask[:, :, np.newaxis]).sum(axis=1) / np.maximum(mask.sum(axis=1), 1)

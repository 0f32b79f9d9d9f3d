"""The mask is turned round."""

import numpy as np

GETS = {
    "masked-mean-test": 0,
}
SAYS = {
    "masked-mean-test": "The mask is turned round",
}


# %% masked-mean
def masked_mean(vectors, tokens):
    mask = (tokens == 0)[:, :, None]
    return (vectors * mask).sum(axis=1) / np.maximum(mask.sum(axis=1), 1)

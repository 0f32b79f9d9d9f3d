"""Returns nothing."""

import numpy as np

GETS = {
    "masked-mean-test": 0,
}
SAYS = {
    "masked-mean-test": "Does it end with a return?",
}


# %% masked-mean
def masked_mean(vectors, tokens):
    mask = (tokens != 0)[:, :, None]
    (vectors * mask).sum(axis=1) / np.maximum(mask.sum(axis=1), 1)

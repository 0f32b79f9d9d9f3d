"""Sets the caller's vectors to zero."""

import numpy as np

GETS = {
    "masked-mean-test": 0,
}
SAYS = {
    "masked-mean-test": "changes the caller's vectors",
}


# %% masked-mean
def masked_mean(vectors, tokens):
    vectors[tokens == 0] = 0
    return vectors.sum(axis=1) / np.maximum((tokens != 0).sum(axis=1), 1)[:, None]

"""The words are weighed by their numbers."""

import numpy as np

GETS = {
    "masked-mean-test": 0,
}
SAYS = {
    "masked-mean-test": "weighed by their numbers",
}


# %% masked-mean
def masked_mean(vectors, tokens):
    return (vectors * tokens[:, :, None]).sum(axis=1) / np.maximum(tokens.sum(axis=1), 1)[:, None]

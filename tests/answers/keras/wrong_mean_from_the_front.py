"""The words are supposed to stand in front."""

import numpy as np

GETS = {
    "masked-mean-test": 0,
}
SAYS = {
    "masked-mean-test": "padding in front",
}


# %% masked-mean
def masked_mean(vectors, tokens):
    counts = (tokens != 0).sum(axis=1)
    texts = zip(vectors, counts, strict=True)
    return np.array([v[:n].mean(axis=0) if n else 0 * v[0] for v, n in texts])

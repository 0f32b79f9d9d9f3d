"""The mask lacks its third axis."""

GETS = {
    "masked-mean-test": 0,
}
SAYS = {
    "masked-mean-test": "needs a third axis",
}


# %% masked-mean
def masked_mean(vectors, tokens):
    mask = tokens != 0
    return (vectors * mask).sum(axis=1) / mask.sum(axis=1)

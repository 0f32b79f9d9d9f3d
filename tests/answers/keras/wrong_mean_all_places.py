"""The padding counts as words."""

GETS = {
    "masked-mean-test": 0,
}
SAYS = {
    "masked-mean-test": "the padding counts as words",
}


# %% masked-mean
def masked_mean(vectors, tokens):
    return vectors.mean(axis=1)

"""A text without a word is divided by zero."""

GETS = {
    "masked-mean-test": 0,
}
SAYS = {
    "masked-mean-test": "a text without a word",
}


# %% masked-mean
def masked_mean(vectors, tokens):
    mask = (tokens != 0)[:, :, None]
    return (vectors * mask).sum(axis=1) / mask.sum(axis=1)

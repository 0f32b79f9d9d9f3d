"""One mean for all texts."""

GETS = {
    "masked-mean-test": 0,
}
SAYS = {
    "masked-mean-test": "the texts are averaged together",
}


# %% masked-mean
def masked_mean(vectors, tokens):
    return vectors[tokens != 0].mean(axis=0)

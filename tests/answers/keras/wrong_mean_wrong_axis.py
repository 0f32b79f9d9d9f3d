"""The mean over the numbers of a vector."""

GETS = {
    "masked-mean-test": 0,
}
SAYS = {
    "masked-mean-test": "a mean over the numbers",
}


# %% masked-mean
def masked_mean(vectors, tokens):
    return (vectors * (tokens != 0)[:, :, None]).mean(axis=2)

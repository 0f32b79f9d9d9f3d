"""A sum."""

GETS = {
    "masked-mean-test": 0,
}
SAYS = {
    "masked-mean-test": "That is the sum",
}


# %% masked-mean
def masked_mean(vectors, tokens):
    return (vectors * (tokens != 0)[:, :, None]).sum(axis=1)

"""The padding is zero, and still counted."""

GETS = {
    "masked-mean-test": 0,
}
SAYS = {
    "masked-mean-test": "still counted",
}


# %% masked-mean
def masked_mean(vectors, tokens):
    return (vectors * (tokens != 0)[:, :, None]).mean(axis=1)

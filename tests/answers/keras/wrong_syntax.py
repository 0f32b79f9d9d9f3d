"""A cell that isn't Python: only its own points are lost."""

GETS = {
    "masked-mean-test": 0,
}
SAYS = {
    "masked-mean-test": "NameError",
}


# %% masked-mean [text]
# def masked_mean(vectors, tokens)
#     return vectors.mean(axis=1)

"""A single hidden layer of the two."""

GETS = {
    "counts-test-others": 0,
}
SAYS = {
    "counts-test-others": "There are two hidden layers",
}


# %% counts
dense_count = 12_646
wide_count = 7 * 30 + 36
reader_count = 16_161

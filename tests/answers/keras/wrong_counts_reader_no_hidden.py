"""The reader's hidden layer is forgotten."""

GETS = {
    "counts-test-others": 0,
}
SAYS = {
    "counts-test-others": "The hidden layer of 16 units is missing",
}


# %% counts
dense_count = 12_646
wide_count = 1_176
reader_count = 2_000 * 8 + 9

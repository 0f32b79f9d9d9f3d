"""The features of the two inputs are swapped."""

GETS = {
    "counts-test-others": 0,
}
SAYS = {
    "counts-test-others": "The inputs are swapped",
}


# %% counts
dense_count = 12_646
wide_count = 6 * 30 + 31 * 30 + 37
reader_count = 16_161

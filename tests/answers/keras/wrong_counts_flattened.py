"""No pooling: the next layer gets all numbers of a text."""

GETS = {
    "counts-test-others": 0,
}
SAYS = {
    "counts-test-others": "Pooling leaves 8 numbers",
}


# %% counts
dense_count = 12_646
wide_count = 1_176
reader_count = 2_000 * 8 + 801 * 16 + 17

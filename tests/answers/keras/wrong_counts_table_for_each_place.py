"""A table for each of the 100 places."""

GETS = {
    "counts-test-others": 0,
}
SAYS = {
    "counts-test-others": "used 100 times, and stored once",
}


# %% counts
dense_count = 12_646
wide_count = 1_176
reader_count = 100 * 2_000 * 8 + 9 * 16 + 17

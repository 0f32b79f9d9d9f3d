"""Six wide features instead of five."""

GETS = {
    "counts-test-others": 0,
}
SAYS = {
    "counts-test-others": "the wide input has 5 features",
}


# %% counts
dense_count = 12_646
wide_count = 7 * 30 + 31 * 30 + 37
reader_count = 16_161

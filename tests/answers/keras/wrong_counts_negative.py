"""A number that no net can have."""

GETS = {
    "counts-test-others": 0,
}
SAYS = {
    "counts-test-others": "at least 1; -3 isn't",
}


# %% counts
dense_count = 12_646
wide_count = 1_176
reader_count = -3

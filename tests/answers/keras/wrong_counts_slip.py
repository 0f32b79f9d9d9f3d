"""A slip in the sum: only the hidden tests know."""

GETS = {
    "counts-test-dense": 0,
    "counts-test-others": 0,
}
SAYS = {
    "counts-test-dense": "It isn't 12,656",
    "counts-test-others": "Count layer by layer",
}


# %% counts
dense_count = 12_656
wide_count = 1_186
reader_count = 16_161

"""A bias for each input, and the wide features go through the hidden layers."""

GETS = {
    "counts-test-dense": 0,
    "counts-test-others": 0,
}
SAYS = {
    "counts-test-dense": "A bias belongs to a unit",
    "counts-test-others": "The wide features go around the hidden layers",
}


# %% counts
dense_count = 64 * 129 + 128 * 33 + 32 * 7
wide_count = 12 * 30 + 31 * 30 + 31
reader_count = 16_161

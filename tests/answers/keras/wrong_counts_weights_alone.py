"""The biases are forgotten."""

GETS = {
    "counts-test-dense": 0,
    "counts-test-others": 0,
}
SAYS = {
    "counts-test-dense": "each unit has a bias, too",
    "counts-test-others": "each unit has a bias, too",
}


# %% counts
dense_count = 64 * 128 + 128 * 32 + 32 * 6
wide_count = 6 * 30 + 30 * 30 + 35
reader_count = 2_000 * 8 + 8 * 16 + 16

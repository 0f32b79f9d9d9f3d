"""The output layer, and the wide road to the output, are forgotten."""

GETS = {
    "counts-test-dense": 0,
    "counts-test-others": 0,
}
SAYS = {
    "counts-test-dense": "The output layer is missing",
    "counts-test-others": "it has 35 inputs",
}


# %% counts
dense_count = 65 * 128 + 129 * 32
wide_count = 7 * 30 + 31 * 30 + 31
reader_count = 16_161

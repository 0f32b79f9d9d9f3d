"""An embedding with a bias for each number."""

GETS = {
    "counts-test-others": 0,
}
SAYS = {
    "counts-test-others": "it has no biases",
}


# %% counts
dense_count = 12_646
wide_count = 1_176
reader_count = 2_001 * 8 + 9 * 16 + 17

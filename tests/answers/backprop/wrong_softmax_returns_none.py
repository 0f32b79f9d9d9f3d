"""Returns nothing."""

GETS = {
    "softmax-cross-entropy-test-loss": 0,
    "softmax-cross-entropy-test-gradient": 0,
    "softmax-cross-entropy-test-extremes": 0,
}
SAYS = {
    "softmax-cross-entropy-test-loss": "returns None",
    "softmax-cross-entropy-test-gradient": "returns None",
    "softmax-cross-entropy-test-extremes": "returns None",
}


# %% softmax-cross-entropy
def softmax_cross_entropy(z, labels):
    return None

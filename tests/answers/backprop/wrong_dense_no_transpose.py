"""Multiplies without any transposition: the shapes don't fit."""

GETS = {
    "dense-backward-test-kernel": 0,
    "dense-backward-test-bias": 0,
    "dense-backward-test-inputs": 0,
}
SAYS = {
    "dense-backward-test-kernel": "which of the two needs a .T",
    "dense-backward-test-bias": "Test 3a says more",
    "dense-backward-test-inputs": "which of the two needs a .T",
}


# %% dense-backward
def dense_backward(dy, x, kernel):
    return dy @ kernel, x @ dy, dy.sum(axis=0)

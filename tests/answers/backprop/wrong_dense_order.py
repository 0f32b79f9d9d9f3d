"""The three come in another order."""

GETS = {
    "dense-backward-test-kernel": 0,
    "dense-backward-test-bias": 0,
    "dense-backward-test-inputs": 0,
}
SAYS = {
    "dense-backward-test-kernel": "is that dbias",
    "dense-backward-test-bias": "Yours has (4, 3)",
    "dense-backward-test-inputs": "dx comes first",
}


# %% dense-backward
def dense_backward(dy, x, kernel):
    return x.T @ dy, dy.sum(axis=0), dy @ kernel.T

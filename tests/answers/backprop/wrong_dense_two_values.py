"""dbias is forgotten."""

GETS = {
    "dense-backward-test-kernel": 0,
    "dense-backward-test-bias": 0,
    "dense-backward-test-inputs": 0,
}
SAYS = {
    "dense-backward-test-kernel": "three values",
    "dense-backward-test-bias": "three values",
    "dense-backward-test-inputs": "three values",
}


# %% dense-backward
def dense_backward(dy, x, kernel):
    return dy @ kernel.T, x.T @ dy

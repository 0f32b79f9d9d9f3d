"""Returns nothing."""

GETS = {
    "dense-backward-test-kernel": 0,
    "dense-backward-test-bias": 0,
    "dense-backward-test-inputs": 0,
}
SAYS = {
    "dense-backward-test-kernel": "returns None",
    "dense-backward-test-bias": "returns None",
    "dense-backward-test-inputs": "returns None",
}


# %% dense-backward
def dense_backward(dy, x, kernel):
    dx, dkernel, dbias = dy @ kernel.T, x.T @ dy, dy.sum(axis=0)
    print(dx.shape, dkernel.shape, dbias.shape)

"""All signs are turned round."""

GETS = {
    "dense-backward-test-kernel": 0,
    "dense-backward-test-bias": 0,
    "dense-backward-test-inputs": 0,
}
SAYS = {
    "dense-backward-test-kernel": "The sign is turned round",
    "dense-backward-test-bias": "The sign is turned round",
    "dense-backward-test-inputs": "The sign is turned round",
}


# %% dense-backward
def dense_backward(dy, x, kernel):
    return -dy @ kernel.T, -x.T @ dy, -dy.sum(axis=0)

"""All three are divided by N."""

GETS = {
    "dense-backward-test-kernel": 0,
    "dense-backward-test-bias": 0,
    "dense-backward-test-inputs": 0,
}
SAYS = {
    "dense-backward-test-kernel": "dy has the 1/N already",
    "dense-backward-test-bias": "dy has the 1/N already",
    "dense-backward-test-inputs": "dy has the 1/N already",
}


# %% dense-backward
def dense_backward(dy, x, kernel):
    dy = dy / len(dy)
    return dy @ kernel.T, x.T @ dy, dy.sum(axis=0)

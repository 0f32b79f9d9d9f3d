"""Divides by N once more: dy has that factor already."""

GETS = {"dense-backward-test-kernel": 0, "dense-backward-test-bias": 0}
SAYS = {
    "dense-backward-test-kernel": "dy has the 1/N already",
    "dense-backward-test-bias": "dy has the 1/N already",
}


# %% dense-backward
def dense_backward(dy, x, kernel):
    return dy @ kernel.T, x.T @ dy / len(x), dy.mean(axis=0)

"""dbias is summed over the units."""

GETS = {"dense-backward-test-bias": 0}
SAYS = {"dense-backward-test-bias": "a sum over the units"}


# %% dense-backward
def dense_backward(dy, x, kernel):
    return dy @ kernel.T, x.T @ dy, dy.sum(axis=1)

"""dbias is summed over everything."""

GETS = {"dense-backward-test-bias": 0}
SAYS = {"dense-backward-test-bias": "a sum over everything"}


# %% dense-backward
def dense_backward(dy, x, kernel):
    return dy @ kernel.T, x.T @ dy, dy.sum()

"""dbias is dy, as for a single sample."""

GETS = {"dense-backward-test-bias": 0}
SAYS = {"dense-backward-test-bias": "right for a single sample only"}


# %% dense-backward
def dense_backward(dy, x, kernel):
    return dy @ kernel.T, x.T @ dy, dy

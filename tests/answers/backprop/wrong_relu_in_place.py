"""Only the mask is mended: dy is still changed in place."""

GETS = {"relu-backward-test-fork": 0}
SAYS = {"relu-backward-test-fork": "changes the caller's dy"}


# %% relu-backward
def relu_backward(dy, x):
    dy[x <= 0] = 0
    return dy

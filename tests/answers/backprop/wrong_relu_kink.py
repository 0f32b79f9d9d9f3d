"""Only the copy is mended: at x = 0 the slope is still 1."""

GETS = {"relu-backward-test-values": 0}
SAYS = {"relu-backward-test-values": "is your mask x < 0"}


# %% relu-backward
def relu_backward(dy, x):
    dx = dy.copy()
    dx[x < 0] = 0
    return dx

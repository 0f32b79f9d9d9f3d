"""Turns the caller's x into the slope."""

GETS = {"relu-backward-test-fork": 0}
SAYS = {"relu-backward-test-fork": "changes the caller's x"}


# %% relu-backward
def relu_backward(dy, x):
    x[x <= 0] = 0
    x[x > 0] = 1
    return dy * x

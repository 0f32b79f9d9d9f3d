"""The published ReLU as it is: mask x < 0, and dy changed in place."""

GETS = {"relu-backward-test-values": 0, "relu-backward-test-fork": 0}
SAYS = {
    "relu-backward-test-values": "is your mask x < 0",
    "relu-backward-test-fork": "the next branch would get that",
}


# %% relu-backward
def relu_backward(dy, x):
    dy[x < 0] = 0
    return dy

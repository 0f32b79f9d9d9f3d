"""Changes dy and returns nothing."""

GETS = {"relu-backward-test-values": 0, "relu-backward-test-fork": 0}
SAYS = {"relu-backward-test-values": "returns None", "relu-backward-test-fork": "returns None"}


# %% relu-backward
def relu_backward(dy, x):
    dy[x <= 0] = 0

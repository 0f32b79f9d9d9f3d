"""The slope alone, without dy."""

GETS = {"relu-backward-test-values": 0, "relu-backward-test-fork": 0}
SAYS = {
    "relu-backward-test-values": "That is the slope alone",
    "relu-backward-test-fork": "is wrong at x",
}


# %% relu-backward
def relu_backward(dy, x):
    return (x > 0).astype(float)

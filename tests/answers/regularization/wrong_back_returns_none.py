"""No return."""

GETS = {"dropout-backward-test": 0}
SAYS = {"dropout-backward-test": "returns None"}


# %% dropout-backward
def dropout_backward(dy, mask):
    dy = dy * mask

"""Writes into dy."""

GETS = {"dropout-backward-test": 0}
SAYS = {"dropout-backward-test": "changes dy"}


# %% dropout-backward
def dropout_backward(dy, mask):
    dy *= mask
    return dy

"""Passes dy where the signal was dropped."""

GETS = {"dropout-backward-test": 0}
SAYS = {"dropout-backward-test": "The mask is turned round"}


# %% dropout-backward
def dropout_backward(dy, mask):
    return dy * (mask == 0)

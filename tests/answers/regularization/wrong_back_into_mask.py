"""Writes into the mask."""

GETS = {"dropout-backward-test": 0}
SAYS = {"dropout-backward-test": "changes mask"}


# %% dropout-backward
def dropout_backward(dy, mask):
    mask *= dy
    return mask

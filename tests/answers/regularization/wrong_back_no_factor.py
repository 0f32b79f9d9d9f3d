"""Passes dy where the mask isn't 0."""

GETS = {"dropout-backward-test": 0}
SAYS = {"dropout-backward-test": "The factor is lost"}


# %% dropout-backward
def dropout_backward(dy, mask):
    return dy * (mask > 0)

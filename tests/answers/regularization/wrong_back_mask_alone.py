"""The mask without dy."""

GETS = {"dropout-backward-test": 0}
SAYS = {"dropout-backward-test": "multiply it by dy"}


# %% dropout-backward
def dropout_backward(dy, mask):
    return mask

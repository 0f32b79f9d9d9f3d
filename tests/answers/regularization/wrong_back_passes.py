"""Hands dy on as it is."""

GETS = {"dropout-backward-test": 0}
SAYS = {"dropout-backward-test": "what was dropped has no influence"}


# %% dropout-backward
def dropout_backward(dy, mask):
    return dy

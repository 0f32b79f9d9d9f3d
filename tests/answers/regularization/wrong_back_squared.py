"""The factor counts twice."""

GETS = {"dropout-backward-test": 0}
SAYS = {"dropout-backward-test": "The factor counts twice"}


# %% dropout-backward
def dropout_backward(dy, mask):
    return dy * mask * mask

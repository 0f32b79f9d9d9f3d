"""Sums over the samples."""

GETS = {"dropout-backward-test": 0}
SAYS = {"dropout-backward-test": "dx has the shape of x"}


# %% dropout-backward
def dropout_backward(dy, mask):
    return (dy * mask).sum(axis=0)

"""The factor y is forgotten."""

GETS = {"sigmoid-backward-test": 0}
SAYS = {"sigmoid-backward-test": "a factor y is missing"}


# %% sigmoid-backward
def sigmoid_backward(dy, y):
    return dy * (1 - y)

"""The factor 1 - y is forgotten."""

GETS = {"sigmoid-backward-test": 0}
SAYS = {"sigmoid-backward-test": "the factor 1 - y is missing"}


# %% sigmoid-backward
def sigmoid_backward(dy, y):
    return dy * y

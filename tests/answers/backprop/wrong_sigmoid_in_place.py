"""Multiplies into the caller's dy."""

GETS = {"sigmoid-backward-test": 0}
SAYS = {"sigmoid-backward-test": "changes the caller's dy"}


# %% sigmoid-backward
def sigmoid_backward(dy, y):
    dy *= y * (1 - y)
    return dy

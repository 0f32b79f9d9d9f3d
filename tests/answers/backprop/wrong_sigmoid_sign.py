"""The sign is turned round."""

GETS = {"sigmoid-backward-test": 0}
SAYS = {"sigmoid-backward-test": "The sign is turned round"}


# %% sigmoid-backward
def sigmoid_backward(dy, y):
    return dy * y * (y - 1)

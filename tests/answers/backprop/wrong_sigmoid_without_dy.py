"""The slope alone, without dy."""

GETS = {"sigmoid-backward-test": 0}
SAYS = {"sigmoid-backward-test": "That is the slope alone"}


# %% sigmoid-backward
def sigmoid_backward(dy, y):
    return y * (1 - y)

"""The slope of tanh."""

GETS = {"sigmoid-backward-test": 0}
SAYS = {"sigmoid-backward-test": "slope of tanh"}


# %% sigmoid-backward
def sigmoid_backward(dy, y):
    return dy * (1 - y**2)

"""The published mistake: dy where the output should be."""

GETS = {"sigmoid-backward-test": 0}
SAYS = {"sigmoid-backward-test": "one factor is dy"}


# %% sigmoid-backward
def sigmoid_backward(dy, y):
    return dy * (1.0 - y) * dy

"""Sums over the samples, as a bias would."""

GETS = {"sigmoid-backward-test": 0}
SAYS = {"sigmoid-backward-test": "dx has the shape of x"}


# %% sigmoid-backward
def sigmoid_backward(dy, y):
    return (dy * y * (1 - y)).sum(axis=0)

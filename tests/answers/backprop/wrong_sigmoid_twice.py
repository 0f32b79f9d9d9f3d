"""Applies the sigmoid to its output again."""

import numpy as np

GETS = {"sigmoid-backward-test": 0}
SAYS = {"sigmoid-backward-test": "don't apply sigmoid again"}


# %% sigmoid-backward
def sigmoid_backward(dy, y):
    p = 1 / (1 + np.exp(-y))
    return dy * p * (1 - p)

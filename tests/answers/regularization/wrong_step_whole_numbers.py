"""The result takes the type of w."""

import numpy as np

GETS = {"proximal-step-test-zeros": 0}
SAYS = {"proximal-step-test-zeros": "whole numbers"}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = w - learning_rate * gradient
    t = learning_rate * l1
    y = np.zeros_like(w)
    y[...] = np.sign(a) * np.maximum(np.abs(a) - t, 0)
    return y

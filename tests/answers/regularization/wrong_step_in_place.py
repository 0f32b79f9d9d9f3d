"""Moves the caller's weights."""

import numpy as np

GETS = {"proximal-step-test-zeros": 0}
SAYS = {"proximal-step-test-zeros": "write w = w - step"}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    w -= learning_rate * gradient
    return np.sign(w) * np.maximum(np.abs(w) - learning_rate * l1, 0)

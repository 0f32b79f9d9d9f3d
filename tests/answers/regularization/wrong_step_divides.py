"""Divides by the size of the weight, which may be 0."""

import numpy as np

GETS = {"proximal-step-test-zeros": 0}
SAYS = {"proximal-step-test-zeros": "Do you divide by |a|"}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = w - learning_rate * gradient
    t = learning_rate * l1
    return a / np.abs(a) * np.maximum(np.abs(a) - t, 0)

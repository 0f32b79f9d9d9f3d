"""Scales the caller's gradient."""

import numpy as np

GETS = {"proximal-step-test-zeros": 0}
SAYS = {"proximal-step-test-zeros": "changes the caller's gradient"}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    gradient *= learning_rate
    gradient += 0.001
    a = w - gradient + 0.001
    return np.sign(a) * np.maximum(np.abs(a) - learning_rate * l1, 0)

"""A tiny number keeps the division alive, and the zeros away."""

import numpy as np

GETS = {"proximal-step-test-zeros": 0}
SAYS = {"proximal-step-test-zeros": "become exactly 0"}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = w - learning_rate * gradient
    t = learning_rate * l1
    return a * np.maximum(1 - t / (np.abs(a) + 1e-12), 1e-9)

"""The pull is l1 alone."""

import numpy as np

GETS = {"proximal-step-test-values": 0, "proximal-step-test-zeros": 0}
SAYS = {"proximal-step-test-values": "not l1 alone"}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = w - learning_rate * gradient
    return np.sign(a) * np.maximum(np.abs(a) - l1, 0)

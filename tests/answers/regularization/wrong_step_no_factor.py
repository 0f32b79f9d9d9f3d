"""The pull is the rate alone."""

import numpy as np

GETS = {"proximal-step-test-values": 0, "proximal-step-test-zeros": 0}
SAYS = {"proximal-step-test-values": "l1 is missing"}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = w - learning_rate * gradient
    return np.sign(a) * np.maximum(np.abs(a) - learning_rate, 0)

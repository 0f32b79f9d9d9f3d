"""Negative weights become 0."""

import numpy as np

GETS = {"proximal-step-test-values": 0}
SAYS = {"proximal-step-test-values": "Negative weights are cut to 0"}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = w - learning_rate * gradient
    t = learning_rate * l1
    return np.maximum(a - t, 0)

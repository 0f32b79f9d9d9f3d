"""The pull doesn't stop at 0."""

import numpy as np

GETS = {"proximal-step-test-values": 0, "proximal-step-test-zeros": 0}
SAYS = {"proximal-step-test-values": "The pull must stop at 0"}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = w - learning_rate * gradient
    t = learning_rate * l1
    return a - t * np.sign(a)

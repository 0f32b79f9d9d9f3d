"""Python's max can't compare arrays."""

import numpy as np

GETS = {"proximal-step-test-values": 0, "proximal-step-test-zeros": 0}
SAYS = {
    "proximal-step-test-values": "np.maximum and np.where",
    "proximal-step-test-zeros": "ValueError",
}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = w - learning_rate * gradient
    t = learning_rate * l1
    return np.sign(a) * max(np.abs(a) - t, 0)

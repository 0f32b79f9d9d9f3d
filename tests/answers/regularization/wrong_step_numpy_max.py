"""np.max is the largest of all."""

import numpy as np

GETS = {"proximal-step-test-values": 0, "proximal-step-test-zeros": 0}
SAYS = {
    "proximal-step-test-values": "np.max(..., 0) is the largest",
    "proximal-step-test-zeros": "become exactly 0",
}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = w - learning_rate * gradient
    t = learning_rate * l1
    return np.sign(a) * np.max(np.abs(a) - t, 0)

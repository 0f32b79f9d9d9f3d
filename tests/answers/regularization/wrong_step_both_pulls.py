"""L1's slope in the step, and the pull after it."""

import numpy as np

GETS = {"proximal-step-test-values": 0, "proximal-step-test-zeros": 0}
SAYS = {
    "proximal-step-test-values": "Look at entry 0",
    "proximal-step-test-zeros": "2 becomes 1.85",
}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = w - learning_rate * (gradient + l1 * np.sign(w))
    return np.sign(a) * np.maximum(np.abs(a) - learning_rate * l1, 0)

"""First the pull, then the step."""

import numpy as np

GETS = {"proximal-step-test-values": 0, "proximal-step-test-zeros": 0}
SAYS = {
    "proximal-step-test-values": "The order is turned round",
    "proximal-step-test-zeros": "become exactly 0",
}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    t = learning_rate * l1
    return np.sign(w) * np.maximum(np.abs(w) - t, 0) - learning_rate * gradient

"""No return."""

import numpy as np

GETS = {"proximal-step-test-values": 0, "proximal-step-test-zeros": 0}
SAYS = {"proximal-step-test-values": "returns None", "proximal-step-test-zeros": "returns None"}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = w - learning_rate * gradient
    t = learning_rate * l1
    a = np.sign(a) * np.maximum(np.abs(a) - t, 0)

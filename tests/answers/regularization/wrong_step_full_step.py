"""The gradient without the rate."""

import numpy as np

GETS = {"proximal-step-test-values": 0}
SAYS = {"proximal-step-test-values": "The data's step is too long"}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = w - gradient
    return np.sign(a) * np.maximum(np.abs(a) - learning_rate * l1, 0)

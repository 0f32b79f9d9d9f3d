"""The data's gradient is missing."""

import numpy as np

GETS = {"proximal-step-test-values": 0}
SAYS = {"proximal-step-test-values": "The data's gradient is missing"}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    return np.sign(w) * np.maximum(np.abs(w) - learning_rate * l1, 0)

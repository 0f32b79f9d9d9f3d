"""The sign of the weight before the step."""

import numpy as np

GETS = {"proximal-step-test-values": 0}
SAYS = {"proximal-step-test-values": "The sign must be that of a"}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = w - learning_rate * gradient
    t = learning_rate * l1
    return np.sign(w) * np.maximum(np.abs(a) - t, 0)

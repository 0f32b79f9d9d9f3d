"""Sets to 0 what is small after the pull, too."""

import numpy as np

GETS = {"proximal-step-test-values": 0, "proximal-step-test-zeros": 0}
SAYS = {
    "proximal-step-test-values": "Look at entry 3",
    "proximal-step-test-zeros": "a part of a larger array",
}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = w - learning_rate * gradient
    t = learning_rate * l1
    new = np.sign(a) * np.maximum(np.abs(a) - t, 0)
    return np.where(np.abs(new) < t, 0, new)

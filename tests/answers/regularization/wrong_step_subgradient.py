"""A plain step with L1's slope."""

import numpy as np

GETS = {"proximal-step-test-values": 0, "proximal-step-test-zeros": 0}
SAYS = {"proximal-step-test-values": "a plain step with L1's slope"}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    return w - learning_rate * (gradient + l1 * np.sign(w))

"""rho and 1 - rho are exchanged."""

import numpy as np

GETS = {"rmsprop-step-test-values": 0}
SAYS = {"rmsprop-step-test-values": "are exchanged"}


# %% rmsprop-step
def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7):
    average = (1 - rho) * average + rho * g**2
    return w - learning_rate * g / np.sqrt(average + epsilon), average

"""Takes 0.9, whatever the caller asks for."""

import numpy as np

GETS = {"rmsprop-step-test-values": 0}
SAYS = {"rmsprop-step-test-values": "It uses 0.9"}


# %% rmsprop-step
def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7):
    average = 0.9 * average + 0.1 * g**2
    return w - learning_rate * g / np.sqrt(average + epsilon), average

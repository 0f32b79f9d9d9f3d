"""The epsilon stands beside the root."""

import numpy as np

GETS = {"rmsprop-step-test-values": 0}
SAYS = {"rmsprop-step-test-values": "epsilon stands under the root"}


# %% rmsprop-step
def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7):
    average = rho * average + (1 - rho) * g**2
    return w - learning_rate * g / (np.sqrt(average) + epsilon), average

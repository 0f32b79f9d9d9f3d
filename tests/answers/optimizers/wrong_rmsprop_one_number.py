"""The average is a single number."""

import numpy as np

GETS = {"rmsprop-step-test-values": 0, "rmsprop-step-test-walks": 0}
SAYS = {"rmsprop-step-test-values": "so the shape (3,)"}


# %% rmsprop-step
def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7):
    average = rho * np.mean(average) + (1 - rho) * np.mean(g**2)
    return w - learning_rate * g / np.sqrt(average + epsilon), average

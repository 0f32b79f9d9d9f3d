"""Divides by the old average."""

import numpy as np

GETS = {
    "rmsprop-step-test-values": 0,
    "rmsprop-step-test-walks": 0,
}
SAYS = {
    "rmsprop-step-test-values": "It divides by the old average",
    "rmsprop-step-test-walks": "the NEW average",
}


# %% rmsprop-step
def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7):
    new = rho * average + (1 - rho) * g**2
    return w - learning_rate * g / np.sqrt(average + epsilon), new

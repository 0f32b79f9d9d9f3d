"""Divides the rate, and forgets the slope."""

import numpy as np

GETS = {
    "rmsprop-step-test-values": 0,
    "rmsprop-step-test-walks": 0,
}
SAYS = {
    "rmsprop-step-test-values": "The slope itself is missing",
    "rmsprop-step-test-walks": "Walk 1",
}


# %% rmsprop-step
def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7):
    average = rho * average + (1 - rho) * g**2
    return w - learning_rate / np.sqrt(average + epsilon), average

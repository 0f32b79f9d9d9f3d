"""Hands on the root."""

import numpy as np

GETS = {
    "rmsprop-step-test-values": 0,
    "rmsprop-step-test-walks": 0,
}
SAYS = {
    "rmsprop-step-test-values": "That is its root",
    "rmsprop-step-test-walks": "Walk",
}


# %% rmsprop-step
def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7):
    average = np.sqrt(rho * average + (1 - rho) * g**2)
    return w - learning_rate * g / (average + epsilon), average

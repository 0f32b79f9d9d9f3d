"""The new square has the weight 1."""

import numpy as np

GETS = {
    "rmsprop-step-test-values": 0,
    "rmsprop-step-test-walks": 0,
}
SAYS = {
    "rmsprop-step-test-values": "has the weight 1 - rho",
    "rmsprop-step-test-walks": "Walk 1",
}


# %% rmsprop-step
def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7):
    average = rho * average + g**2
    return w - learning_rate * g / np.sqrt(average + epsilon), average

"""The faulty rule as it is."""

import numpy as np

GETS = {
    "rmsprop-step-test-values": 0,
    "rmsprop-step-test-walks": 0,
}
SAYS = {
    "rmsprop-step-test-values": "np.sum makes one number for all",
    "rmsprop-step-test-walks": "Walk 1",
}


# %% rmsprop-step
def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7):
    average = rho * average + (1 - rho) * np.sum(g**2)
    return w + learning_rate * g / np.sqrt(average), average

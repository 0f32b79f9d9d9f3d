"""Sums the squares up, as Adagrad does."""

import numpy as np

GETS = {
    "rmsprop-step-test-values": 0,
    "rmsprop-step-test-walks": 0,
}
SAYS = {
    "rmsprop-step-test-values": "That is a sum, as in Adagrad",
    "rmsprop-step-test-walks": "is it an average",
}


# %% rmsprop-step
def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7):
    average = average + g**2
    return w - learning_rate * g / np.sqrt(average + epsilon), average

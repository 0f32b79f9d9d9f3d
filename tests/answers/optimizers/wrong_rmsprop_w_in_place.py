"""Changes the caller's parameters."""

import numpy as np

GETS = {"rmsprop-step-test-walks": 0}
SAYS = {"rmsprop-step-test-walks": "changes the caller's w"}


# %% rmsprop-step
def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7):
    average = rho * average + (1 - rho) * g**2
    w -= learning_rate * g / np.sqrt(average + epsilon)
    return w, average

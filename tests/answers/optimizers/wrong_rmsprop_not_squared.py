"""An average of sizes, not of squares."""

import numpy as np

GETS = {
    "rmsprop-step-test-values": 0,
    "rmsprop-step-test-walks": 0,
}
SAYS = {
    "rmsprop-step-test-values": "one of squares",
    "rmsprop-step-test-walks": "Walk 2",
}


# %% rmsprop-step
def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7):
    average = rho * average + (1 - rho) * abs(g)
    return w - learning_rate * g / np.sqrt(average + epsilon), average

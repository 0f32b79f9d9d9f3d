"""The published program as it is."""

import numpy as np

GETS = {"central-gradient-test-integers": 0, "central-gradient-test-shapes": 0}
SAYS = {
    "central-gradient-test-integers": "Shift a copy of floats",
    "central-gradient-test-shapes": "shift single numbers",
}


# %% central-gradient
def central_gradient(f, x, epsilon=1e-5):
    gradient = np.zeros_like(x)
    for i in range(len(x)):
        before = x[i]
        x[i] = before + epsilon
        above = f(x)
        x[i] = before - epsilon
        below = f(x)
        gradient[i] = (above - below) / (2 * epsilon)
        x[i] = before
    return gradient

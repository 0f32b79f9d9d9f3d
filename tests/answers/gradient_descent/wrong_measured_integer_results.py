"""x is copied to floats, the results are stored as whole numbers."""

import numpy as np

GETS = {"central-gradient-test-integers": 0, "central-gradient-test-shapes": 0}
SAYS = {
    "central-gradient-test-integers": "The results are stored as whole numbers",
    "central-gradient-test-shapes": "a nested list",
}


# %% central-gradient
def central_gradient(f, x, epsilon=1e-5):
    gradient = np.zeros_like(x)
    x = np.array(x, dtype=float)
    for index in np.ndindex(x.shape):
        before = x[index]
        x[index] = before + epsilon
        above = f(x)
        x[index] = before - epsilon
        below = f(x)
        x[index] = before
        gradient[index] = (above - below) / (2 * epsilon)
    return gradient

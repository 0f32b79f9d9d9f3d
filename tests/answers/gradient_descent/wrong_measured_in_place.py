"""The caller's floats are shifted and put back."""

import numpy as np

GETS = {"central-gradient-test-integers": 0}
SAYS = {"central-gradient-test-integers": "You shift the caller's own array"}


# %% central-gradient
def central_gradient(f, x, epsilon=1e-5):
    x = np.asarray(x, dtype=float)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        before = x[index]
        x[index] = before + epsilon
        above = f(x)
        x[index] = before - epsilon
        below = f(x)
        x[index] = before
        gradient[index] = (above - below) / (2 * epsilon)
    return gradient

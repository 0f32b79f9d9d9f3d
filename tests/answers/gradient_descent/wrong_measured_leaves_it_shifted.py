"""The caller's array is changed for good."""

import numpy as np

GETS = {"central-gradient-test-formula": 0, "central-gradient-test-integers": 0}
SAYS = {"central-gradient-test-integers": "changes the caller's x"}


# %% central-gradient
def central_gradient(f, x, epsilon=1e-5):
    x = np.asarray(x, dtype=float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += epsilon
        above = f(x)
        x[index] -= 2 * epsilon
        gradient[index] = (above - f(x)) / (2 * epsilon)
    return gradient

"""An entry stays shifted."""

import numpy as np

GETS = {"central-gradient-test-formula": 0}
SAYS = {"central-gradient-test-formula": "put each entry back"}


# %% central-gradient
def central_gradient(f, x, epsilon=1e-5):
    x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        x[index] += epsilon
        above = f(x)
        x[index] -= 2 * epsilon
        gradient[index] = (above - f(x)) / (2 * epsilon)
    return gradient

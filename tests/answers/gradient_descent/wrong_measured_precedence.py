"""/ 2 * epsilon, where / (2 * epsilon) is meant."""

import numpy as np

GETS = {
    "central-gradient-test-formula": 0,
    "central-gradient-test-integers": 0,
    "central-gradient-test-shapes": 0,
}
SAYS = {"central-gradient-test-formula": "divides by 2, then multiplies by epsilon"}


# %% central-gradient
def central_gradient(f, x, epsilon=1e-5):
    x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        before = x[index]
        x[index] = before + epsilon
        above = f(x)
        x[index] = before - epsilon
        below = f(x)
        x[index] = before
        gradient[index] = (above - below) / 2 * epsilon
    return gradient

"""A loop over the first axis alone."""

import numpy as np

GETS = {"central-gradient-test-shapes": 0}
SAYS = {"central-gradient-test-shapes": "Each row moves as a whole"}


# %% central-gradient
def central_gradient(f, x, epsilon=1e-5):
    x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += epsilon
        down[i] -= epsilon
        gradient[i] = (f(up) - f(down)) / (2 * epsilon)
    return gradient

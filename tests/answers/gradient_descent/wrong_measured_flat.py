"""The gradient of a matrix comes out flat."""

import numpy as np

GETS = {"central-gradient-test-shapes": 0}
SAYS = {"central-gradient-test-shapes": "so has its gradient; yours has (6,)"}


# %% central-gradient
def central_gradient(f, x, epsilon=1e-5):
    x = np.array(x, dtype=float)
    gradient = []
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += epsilon
        down[index] -= epsilon
        gradient.append((f(up) - f(down)) / (2 * epsilon))
    return np.array(gradient)

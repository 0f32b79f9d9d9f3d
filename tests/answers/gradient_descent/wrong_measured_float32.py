"""The copy keeps the precision of float32."""

import numpy as np

GETS = {"central-gradient-test-shapes": 0}
SAYS = {"central-gradient-test-shapes": "float32: the gradient is wrong. There 1e-5"}


# %% central-gradient
def central_gradient(f, x, epsilon=1e-5):
    x = np.array(x)
    x = x.copy() if x.dtype.kind == "f" else x.astype(float)
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

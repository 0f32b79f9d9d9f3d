"""The epsilon that is handed over is not used."""

import numpy as np

GETS = {"central-gradient-test-formula": 0}
SAYS = {"central-gradient-test-formula": "use the epsilon that is handed over"}


# %% central-gradient
def central_gradient(f, x, epsilon=1e-5):
    x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        before = x[index]
        x[index] = before + 1e-5
        above = f(x)
        x[index] = before - 1e-5
        below = f(x)
        x[index] = before
        gradient[index] = (above - below) / (2e-5)
    return gradient

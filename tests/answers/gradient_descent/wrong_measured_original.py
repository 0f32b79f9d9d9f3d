"""The copy is shifted, but f gets the original."""

import numpy as np

GETS = {
    "central-gradient-test-formula": 0,
    "central-gradient-test-integers": 0,
    "central-gradient-test-shapes": 0,
}
SAYS = {
    "central-gradient-test-formula": "Does f get the array",
    "central-gradient-test-integers": "Every entry is 0",
}


# %% central-gradient
def central_gradient(f, x, epsilon=1e-5):
    copy = np.array(x, dtype=float)
    gradient = np.zeros(copy.shape)
    for index in np.ndindex(copy.shape):
        before = copy[index]
        copy[index] = before + epsilon
        above = f(np.asarray(x))
        copy[index] = before - epsilon
        below = f(np.asarray(x))
        copy[index] = before
        gradient[index] = (above - below) / (2 * epsilon)
    return gradient

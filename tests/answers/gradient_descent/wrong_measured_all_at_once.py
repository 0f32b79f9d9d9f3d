"""All entries are shifted together."""

import numpy as np

GETS = {
    "central-gradient-test-formula": 0,
    "central-gradient-test-integers": 0,
    "central-gradient-test-shapes": 0,
}
SAYS = {
    "central-gradient-test-formula": "All entries are shifted at once",
    "central-gradient-test-shapes": "x[index] with index",
}


# %% central-gradient
def central_gradient(f, x, epsilon=1e-5):
    x = np.array(x, dtype=float)
    return np.full(x.shape, (f(x + epsilon) - f(x - epsilon)) / (2 * epsilon))

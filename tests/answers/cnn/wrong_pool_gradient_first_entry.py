"""Always the first entry of the window."""

import numpy as np

GETS = {"max-pool-gradient-test-places": 0, "max-pool-gradient-test-inputs": 0}
SAYS = {"max-pool-gradient-test-places": "dy always goes to the first entry"}


# %% max-pool-gradient
def max_pool_gradient(x, dy, pool_size=2):
    dx = np.zeros(x.shape)
    for n, r, c, k in np.ndindex(*dy.shape):
        top, left = r * pool_size, c * pool_size
        window = x[n, top : top + pool_size, left : left + pool_size, k]
        i, j = np.unravel_index(0, window.shape)
        dx[n, top + i, left + j, k] = dy[n, r, c, k]
    return dx

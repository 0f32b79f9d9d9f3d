"""The places are marked, and dy is forgotten."""

import numpy as np

GETS = {"max-pool-gradient-test-places": 0, "max-pool-gradient-test-inputs": 0}
SAYS = {"max-pool-gradient-test-places": "what belongs there is dy, not 1"}


# %% max-pool-gradient
def max_pool_gradient(x, dy, pool_size=2):
    dx = np.zeros(x.shape)
    for n, r, c, k in np.ndindex(*dy.shape):
        top, left = r * pool_size, c * pool_size
        window = x[n, top : top + pool_size, left : left + pool_size, k]
        i, j = np.unravel_index(np.argmax(window), window.shape)
        dx[n, top + i, left + j, k] = 1.0
    return dx

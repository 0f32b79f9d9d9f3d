"""The largest of the whole map gets it."""

import numpy as np

GETS = {"max-pool-gradient-test-places": 0, "max-pool-gradient-test-inputs": 0}
SAYS = {"max-pool-gradient-test-places": "The largest of the whole map gets it"}


# %% max-pool-gradient
def max_pool_gradient(x, dy, pool_size=2):
    dx = np.zeros(x.shape)
    for n, r, c, k in np.ndindex(*dy.shape):
        i, j = np.unravel_index(np.argmax(x[n, :, :, k]), x.shape[1:3])
        dx[n, i, j, k] += dy[n, r, c, k]
    return dx

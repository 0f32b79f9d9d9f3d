"""Every entry that equals the maximum gets all of it."""

import numpy as np

GETS = {"max-pool-gradient-test-inputs": 0}
SAYS = {"max-pool-gradient-test-inputs": "their shares must add up to 6, not to 24"}


# %% max-pool-gradient
def max_pool_gradient(x, dy, pool_size=2):
    dx = np.zeros(x.shape)
    for n, r, c, k in np.ndindex(*dy.shape):
        top, left = r * pool_size, c * pool_size
        window = x[n, top : top + pool_size, left : left + pool_size, k]
        mask = window == window.max()
        dx[n, top : top + pool_size, left : left + pool_size, k] = mask * dy[n, r, c, k]
    return dx

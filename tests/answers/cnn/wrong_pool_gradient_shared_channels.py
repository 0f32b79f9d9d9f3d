"""The first channel's places for all channels."""

import numpy as np

GETS = {"max-pool-gradient-test-inputs": 0}
SAYS = {"max-pool-gradient-test-inputs": "each channel of each image has its own largest value"}


# %% max-pool-gradient
def max_pool_gradient(x, dy, pool_size=2):
    dx = np.zeros(x.shape)
    for n, r, c, k in np.ndindex(*dy.shape):
        top, left = r * pool_size, c * pool_size
        window = x[n, top : top + pool_size, left : left + pool_size, 0]
        i, j = np.unravel_index(np.argmax(window), window.shape)
        dx[n, top + i, left + j, k] = dy[n, r, c, k]
    return dx

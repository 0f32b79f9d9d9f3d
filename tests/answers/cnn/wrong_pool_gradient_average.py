"""Average pooling's gradient."""

import numpy as np

GETS = {"max-pool-gradient-test-places": 0, "max-pool-gradient-test-inputs": 0}
SAYS = {"max-pool-gradient-test-places": "that is average pooling's gradient"}


# %% max-pool-gradient
def max_pool_gradient(x, dy, pool_size=2):
    dx = np.zeros(x.shape)
    for n, r, c, k in np.ndindex(*dy.shape):
        top, left = r * pool_size, c * pool_size
        dx[n, top : top + pool_size, left : left + pool_size, k] = dy[n, r, c, k] / pool_size**2
    return dx

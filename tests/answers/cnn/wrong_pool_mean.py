"""Average pooling."""

import numpy as np

GETS = {"max-pool-test": 0}
SAYS = {"max-pool-test": "That is the mean of the window"}


# %% max-pool
def max_pool(x, pool_size=2):
    rows, columns = x.shape[1] // pool_size, x.shape[2] // pool_size
    y = np.zeros((len(x), rows, columns, x.shape[3]))
    for r in range(rows):
        for c in range(columns):
            top, left = r * pool_size, c * pool_size
            window = x[:, top : top + pool_size, left : left + pool_size]
            y[:, r, c] = window.mean(axis=(1, 2))
    return y

"""The window's size is always 2."""

import numpy as np

GETS = {"max-pool-test": 0}
SAYS = {"max-pool-test": "x (2, 7, 9, 1), pool_size=3"}


# %% max-pool
def max_pool(x, pool_size=2):
    pool_size = 2
    rows, columns = x.shape[1] // pool_size, x.shape[2] // pool_size
    y = np.zeros((len(x), rows, columns, x.shape[3]))
    for r in range(rows):
        for c in range(columns):
            top, left = r * pool_size, c * pool_size
            window = x[:, top : top + pool_size, left : left + pool_size]
            y[:, r, c] = window.max(axis=(1, 2))
    return y

"""The comparison starts from 0."""

import numpy as np

GETS = {"max-pool-test": 0}
SAYS = {"max-pool-test": "don't start the comparison from 0"}


# %% max-pool
def max_pool(x, pool_size=2):
    rows, columns = x.shape[1] // pool_size, x.shape[2] // pool_size
    y = np.zeros((len(x), rows, columns, x.shape[3]))
    for r in range(rows):
        for c in range(columns):
            top, left = r * pool_size, c * pool_size
            window = x[:, top : top + pool_size, left : left + pool_size]
            y[:, r, c] = np.maximum(y[:, r, c], window.max(axis=(1, 2)))
    return y

"""The order is only rotated."""

import numpy as np

GETS = {"minibatches-test-chance": 0}
SAYS = {"minibatches-test-chance": "20 seeds must give 20 orders"}


# %% minibatches
def minibatches(x, y, batch_size, rng):
    order = np.roll(np.arange(len(x)), rng.integers(1, max(len(x), 2)))
    for start in range(0, len(x), batch_size):
        rows = order[start : start + batch_size]
        yield x[rows], y[rows]

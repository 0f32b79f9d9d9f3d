"""A generator of its own, with a fixed seed."""

import numpy as np

GETS = {"minibatches-test-chance": 0}
SAYS = {"minibatches-test-chance": "Two epochs with one rng"}


# %% minibatches
def minibatches(x, y, batch_size, rng):
    order = np.random.default_rng(0).permutation(len(x))
    for start in range(0, len(x), batch_size):
        rows = order[start : start + batch_size]
        yield x[rows], y[rows]

"""The short batch is filled up from the start."""

import numpy as np

GETS = {"minibatches-test-samples": 0, "minibatches-test-chance": 0}
SAYS = {"minibatches-test-samples": "leave it short"}


# %% minibatches
def minibatches(x, y, batch_size, rng):
    order = rng.permutation(len(x))
    for start in range(0, len(x), batch_size):
        rows = np.take(order, range(start, start + batch_size), mode="wrap")
        yield x[rows], y[rows]

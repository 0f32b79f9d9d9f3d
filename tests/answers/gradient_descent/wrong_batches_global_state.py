"""NumPy's global random state."""

import numpy as np

GETS = {"minibatches-test-chance": 0}
SAYS = {"minibatches-test-chance": "The same seed gives another order"}


# %% minibatches
def minibatches(x, y, batch_size, rng):
    order = np.random.permutation(len(x))
    for start in range(0, len(x), batch_size):
        rows = order[start : start + batch_size]
        yield x[rows], y[rows]

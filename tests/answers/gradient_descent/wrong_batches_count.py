"""batch_size is taken for the number of batches."""

import numpy as np

GETS = {"minibatches-test-samples": 0}
SAYS = {"minibatches-test-samples": "not of batches"}


# %% minibatches
def minibatches(x, y, batch_size, rng):
    for rows in np.array_split(rng.permutation(len(x)), batch_size):
        yield x[rows], y[rows]

"""x and y are packed into one array of floats."""

import numpy as np

GETS = {"minibatches-test-chance": 0}
SAYS = {"minibatches-test-chance": "must stay whole"}


# %% minibatches
def minibatches(x, y, batch_size, rng):
    table = rng.permutation(np.column_stack([x, y]).astype(float))
    for start in range(0, len(x), batch_size):
        batch = table[start : start + batch_size]
        yield batch[:, :-1], batch[:, -1]

"""The caller's arrays are shuffled."""

import numpy as np

GETS = {"minibatches-test-chance": 0}
SAYS = {"minibatches-test-chance": "rng.shuffle works in place"}


# %% minibatches
def minibatches(x, y, batch_size, rng):
    seed = rng.integers(10**9)
    np.random.default_rng(seed).shuffle(x)
    np.random.default_rng(seed).shuffle(y)
    for start in range(0, len(x), batch_size):
        yield x[start : start + batch_size].copy(), y[start : start + batch_size].copy()

"""Shuffled only within a batch."""

GETS = {"minibatches-test-chance": 0}
SAYS = {"minibatches-test-chance": "only within a batch"}


# %% minibatches
def minibatches(x, y, batch_size, rng):
    for start in range(0, len(x), batch_size):
        rows = start + rng.permutation(len(x[start : start + batch_size]))
        yield x[rows], y[rows]

"""x and y are shuffled apart."""

GETS = {"minibatches-test-samples": 0}
SAYS = {"minibatches-test-samples": "x and y need the same order"}


# %% minibatches
def minibatches(x, y, batch_size, rng):
    x, y = rng.permutation(x), rng.permutation(y)
    for start in range(0, len(x), batch_size):
        yield x[start : start + batch_size], y[start : start + batch_size]

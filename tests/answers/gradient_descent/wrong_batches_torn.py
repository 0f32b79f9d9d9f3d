"""Each column is shuffled by itself."""

GETS = {"minibatches-test-samples": 0}
SAYS = {"minibatches-test-samples": "torn apart"}


# %% minibatches
def minibatches(x, y, batch_size, rng):
    x, order = rng.permuted(x, axis=0), rng.permutation(len(x))
    for start in range(0, len(x), batch_size):
        yield x[start : start + batch_size], y[order[start : start + batch_size]]

"""Nothing is shuffled."""

GETS = {"minibatches-test-chance": 0}
SAYS = {"minibatches-test-chance": "come in their old order"}


# %% minibatches
def minibatches(x, y, batch_size, rng):
    for start in range(0, len(x), batch_size):
        yield x[start : start + batch_size], y[start : start + batch_size]

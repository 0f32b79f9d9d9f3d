"""The targets are left out."""

GETS = {"minibatches-test-samples": 0, "minibatches-test-chance": 0}
SAYS = {"minibatches-test-samples": "Each batch is a pair"}


# %% minibatches
def minibatches(x, y, batch_size, rng):
    order = rng.permutation(len(x))
    for start in range(0, len(x), batch_size):
        yield x[order[start : start + batch_size]]

"""Samples are drawn with repetition."""

GETS = {"minibatches-test-samples": 0, "minibatches-test-chance": 0}
SAYS = {"minibatches-test-samples": "rng.permutation, not rng.integers"}


# %% minibatches
def minibatches(x, y, batch_size, rng):
    order = rng.integers(0, len(x), size=len(x))
    for start in range(0, len(x), batch_size):
        rows = order[start : start + batch_size]
        yield x[rows], y[rows]

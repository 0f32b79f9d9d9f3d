"""A return inside the loop."""

GETS = {"minibatches-test-samples": 0, "minibatches-test-chance": 0}
SAYS = {"minibatches-test-samples": "There is only one batch"}


# %% minibatches
def minibatches(x, y, batch_size, rng):
    order = rng.permutation(len(x))
    for start in range(0, len(x), batch_size):
        rows = order[start : start + batch_size]
        return [(x[rows], y[rows])]
    return []

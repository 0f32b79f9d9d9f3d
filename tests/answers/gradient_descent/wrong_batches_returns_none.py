"""Nothing is yielded or returned."""

GETS = {"minibatches-test-samples": 0, "minibatches-test-chance": 0}
SAYS = {
    "minibatches-test-samples": "returns None",
    "minibatches-test-chance": "returns None",
}


# %% minibatches
def minibatches(x, y, batch_size, rng):
    order = rng.permutation(len(x))
    for start in range(0, len(x), batch_size):
        x[order[start : start + batch_size]], y[order[start : start + batch_size]]

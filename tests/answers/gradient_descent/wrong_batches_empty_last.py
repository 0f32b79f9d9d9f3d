"""An empty batch at the end."""

GETS = {"minibatches-test-samples": 0}
SAYS = {"minibatches-test-samples": "An empty batch comes at the end"}


# %% minibatches
def minibatches(x, y, batch_size, rng):
    order = rng.permutation(len(x))
    for number in range(len(x) // batch_size + 1):
        rows = order[number * batch_size : (number + 1) * batch_size]
        yield x[rows], y[rows]

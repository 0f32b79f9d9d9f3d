"""The short batch is dropped."""

GETS = {"minibatches-test-samples": 0, "minibatches-test-chance": 0}
SAYS = {"minibatches-test-samples": "The last, short batch is missing"}


# %% minibatches
def minibatches(x, y, batch_size, rng):
    order = rng.permutation(len(x))
    for number in range(len(x) // batch_size):
        rows = order[number * batch_size : (number + 1) * batch_size]
        yield x[rows], y[rows]

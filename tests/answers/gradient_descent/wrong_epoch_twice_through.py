"""It counts the batches first, which uses a generator up."""

GETS = {"sgd-epoch-test-inputs": 0}
SAYS = {"sgd-epoch-test-inputs": "gone through only once"}


# %% sgd-epoch
def sgd_epoch(weights, bias, batches, gradient, learning_rate):
    assert sum(1 for _ in batches) > 0
    for x_batch, y_batch in batches:
        by_weights, by_bias = gradient(weights, bias, x_batch, y_batch)
        weights = weights - learning_rate * by_weights
        bias = bias - learning_rate * by_bias
    return weights, bias

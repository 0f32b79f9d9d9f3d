"""The array that gradient hands out is scaled in place."""

GETS = {"sgd-epoch-test-inputs": 0}
SAYS = {"sgd-epoch-test-inputs": "the array that gradient hands out"}


# %% sgd-epoch
def sgd_epoch(weights, bias, batches, gradient, learning_rate):
    for x_batch, y_batch in batches:
        by_weights, by_bias = gradient(weights, bias, x_batch, y_batch)
        by_weights *= learning_rate
        weights = weights - by_weights
        bias = bias - learning_rate * by_bias
    return weights, bias

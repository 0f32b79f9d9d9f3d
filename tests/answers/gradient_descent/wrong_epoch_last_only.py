"""Each batch starts from the first weights."""

GETS = {"sgd-epoch-test-update": 0, "sgd-epoch-test-inputs": 0}
SAYS = {"sgd-epoch-test-update": "The first batch is left out"}


# %% sgd-epoch
def sgd_epoch(weights, bias, batches, gradient, learning_rate):
    new_weights, new_bias = weights, bias
    for x_batch, y_batch in batches:
        by_weights, by_bias = gradient(weights, bias, x_batch, y_batch)
        new_weights = weights - learning_rate * by_weights
        new_bias = bias - learning_rate * by_bias
    return new_weights, new_bias

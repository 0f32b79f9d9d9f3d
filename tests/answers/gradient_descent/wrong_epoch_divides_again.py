"""Divided by the size of the batch once more."""

GETS = {"sgd-epoch-test-update": 0, "sgd-epoch-test-inputs": 0}
SAYS = {"sgd-epoch-test-inputs": "don't divide it by the size"}


# %% sgd-epoch
def sgd_epoch(weights, bias, batches, gradient, learning_rate):
    for x_batch, y_batch in batches:
        by_weights, by_bias = gradient(weights, bias, x_batch, y_batch)
        weights = weights - learning_rate / len(y_batch) * by_weights
        bias = bias - learning_rate / len(y_batch) * by_bias
    return weights, bias

"""The weights keep their type, and lose their fractions."""

GETS = {"sgd-epoch-test-inputs": 0}
SAYS = {"sgd-epoch-test-inputs": "whole numbers come out wrong"}


# %% sgd-epoch
def sgd_epoch(weights, bias, batches, gradient, learning_rate):
    for x_batch, y_batch in batches:
        by_weights, by_bias = gradient(weights, bias, x_batch, y_batch)
        weights = (weights - learning_rate * by_weights).astype(weights.dtype)
        bias = bias - learning_rate * by_bias
    return weights, bias

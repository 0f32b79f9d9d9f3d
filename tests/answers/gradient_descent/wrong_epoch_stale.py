"""All gradients are taken at the first weights."""

GETS = {"sgd-epoch-test-update": 0}
SAYS = {"sgd-epoch-test-update": "Both gradients are taken at the first weights"}


# %% sgd-epoch
def sgd_epoch(weights, bias, batches, gradient, learning_rate):
    new_weights, new_bias = weights, bias
    for x_batch, y_batch in batches:
        by_weights, by_bias = gradient(weights, bias, x_batch, y_batch)
        new_weights = new_weights - learning_rate * by_weights
        new_bias = new_bias - learning_rate * by_bias
    return new_weights, new_bias

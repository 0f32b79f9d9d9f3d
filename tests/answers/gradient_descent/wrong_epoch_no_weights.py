"""The weights stay."""

GETS = {"sgd-epoch-test-update": 0, "sgd-epoch-test-inputs": 0}
SAYS = {"sgd-epoch-test-update": "The weights aren't updated"}


# %% sgd-epoch
def sgd_epoch(weights, bias, batches, gradient, learning_rate):
    for x_batch, y_batch in batches:
        by_weights, by_bias = gradient(weights, bias, x_batch, y_batch)
        bias = bias - learning_rate * by_bias
    return weights, bias

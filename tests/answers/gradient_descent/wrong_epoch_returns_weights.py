"""Only the weights are given back."""

GETS = {"sgd-epoch-test-update": 0, "sgd-epoch-test-inputs": 0}
SAYS = {
    "sgd-epoch-test-update": "gives two values back",
    "sgd-epoch-test-inputs": "gives two values back",
}


# %% sgd-epoch
def sgd_epoch(weights, bias, batches, gradient, learning_rate):
    for x_batch, y_batch in batches:
        by_weights, by_bias = gradient(weights, bias, x_batch, y_batch)
        weights = weights - learning_rate * by_weights
        bias = bias - learning_rate * by_bias
    return weights

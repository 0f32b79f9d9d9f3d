"""The bias moves by the gradient at the new weights."""

GETS = {"sgd-epoch-test-update": 0, "sgd-epoch-test-inputs": 0}
SAYS = {
    "sgd-epoch-test-update": "one and the same gradient",
    "sgd-epoch-test-inputs": "Once is enough",
}


# %% sgd-epoch
def sgd_epoch(weights, bias, batches, gradient, learning_rate):
    for x_batch, y_batch in batches:
        weights = weights - learning_rate * gradient(weights, bias, x_batch, y_batch)[0]
        bias = bias - learning_rate * gradient(weights, bias, x_batch, y_batch)[1]
    return weights, bias

"""The caller's weights are changed."""

GETS = {"sgd-epoch-test-inputs": 0}
SAYS = {"sgd-epoch-test-inputs": "changes the caller's weights"}


# %% sgd-epoch
def sgd_epoch(weights, bias, batches, gradient, learning_rate):
    for x_batch, y_batch in batches:
        by_weights, by_bias = gradient(weights, bias, x_batch, y_batch)
        weights -= learning_rate * by_weights
        bias = bias - learning_rate * by_bias
    return weights, bias

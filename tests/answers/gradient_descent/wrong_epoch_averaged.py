"""One step with the mean of the gradients."""

GETS = {"sgd-epoch-test-update": 0, "sgd-epoch-test-inputs": 0}
SAYS = {"sgd-epoch-test-update": "averaged into one step"}


# %% sgd-epoch
def sgd_epoch(weights, bias, batches, gradient, learning_rate):
    slopes = [gradient(weights, bias, x_batch, y_batch) for x_batch, y_batch in batches]
    by_weights = sum(slope[0] for slope in slopes) / len(slopes)
    by_bias = sum(slope[1] for slope in slopes) / len(slopes)
    return weights - learning_rate * by_weights, bias - learning_rate * by_bias

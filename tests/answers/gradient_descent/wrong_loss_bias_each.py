"""The gradient by the bias of each sample."""

GETS = {"mse-gradient-test-bias": 0, "mse-gradient-test-inputs": 0}
SAYS = {"mse-gradient-test-bias": "Take the mean over the samples"}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights + bias - y
    return 2 * x.T @ error / len(y), 2 * error

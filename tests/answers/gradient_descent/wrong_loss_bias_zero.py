"""The bias has no gradient."""

GETS = {"mse-gradient-test-bias": 0, "mse-gradient-test-inputs": 0}
SAYS = {"mse-gradient-test-bias": "The bias has a gradient, too"}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights + bias - y
    return 2 * x.T @ error / len(y), 0.0

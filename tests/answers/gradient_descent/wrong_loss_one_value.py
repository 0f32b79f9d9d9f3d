"""The gradient by the bias is left out."""

GETS = {"mse-gradient-test-weights": 0, "mse-gradient-test-bias": 0, "mse-gradient-test-inputs": 0}
SAYS = {
    "mse-gradient-test-weights": "gives two values back",
    "mse-gradient-test-bias": "gives two values back",
    "mse-gradient-test-inputs": "gives two values back",
}


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights + bias - y
    return 2 * x.T @ error / len(y)

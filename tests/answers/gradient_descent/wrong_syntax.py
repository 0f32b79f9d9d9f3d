"""A bracket is missing, so the cell doesn't run at all."""

GETS = {"mse-gradient-test-weights": 0, "mse-gradient-test-bias": 0, "mse-gradient-test-inputs": 0}
SAYS = {"mse-gradient-test-weights": "NameError", "mse-gradient-test-bias": "NameError"}

# %% mse-gradient [text]
# def mse_gradient(weights, bias, x, y):
#     error = (x @ weights + bias - y
#     return 2 * x.T @ error / len(y), 2 * np.mean(error)

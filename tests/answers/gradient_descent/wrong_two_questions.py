"""Two questions are answered, the others left as they were."""

REST = "untouched"
GETS = {
    "central-gradient-test-formula": 0,
    "central-gradient-test-integers": 0,
    "central-gradient-test-shapes": 0,
    "gradient-descent-test-log": 0,
    "gradient-descent-test-stop": 0,
    "gradient-descent-test-inputs": 0,
    "predict-limit-test": 0,
    "predict-steps-test": 0,
    "predict-brute-force-test": 0,
    "minibatches-test-samples": 0,
    "minibatches-test-chance": 0,
    "sgd-epoch-test-update": 0,
    "sgd-epoch-test-inputs": 0,
}


# %% standardize
def standardize(x_train, x_test):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    std = std + (std == 0)
    return (x_train - mean) / std, (x_test - mean) / std


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = x @ weights + bias - y
    return 2 * x.T @ error / len(y), 2 * error.mean()

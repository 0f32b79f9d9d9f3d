"""The bias as one more weight whose input is 1, NumPy's own functions, no loop but the rule's."""

import numpy as np


# %% tlu
def tlu(x, weights, bias):
    return np.heaviside(np.add(np.matmul(x, weights), bias), 1.0)


# %% nor
nor_weights = np.full(2, -1.0)
nor_bias = np.float64(0.5)

# %% majority
majority_weights = np.full(3, 0.5)
majority_bias = -0.75

# %% line
line_weights = np.array([-1.0, 0.5])
line_bias = 0.5


# %% perceptron-fit
def perceptron_fit(x, y, eta0=1.0, max_iter=1000):
    inputs = np.column_stack([np.array(x, dtype=float), np.ones(len(y))])
    theta, mistakes = np.zeros(inputs.shape[1]), []
    while len(mistakes) < max_iter and (not mistakes or mistakes[-1]):
        wrong = 0
        for row, label in zip(inputs, y, strict=True):
            error = label - np.heaviside(row @ theta, 1.0)
            theta += eta0 * error * row
            wrong += abs(error)
        mistakes.append(wrong)
    return theta[:-1], theta[-1], np.array(mistakes)


# %% predict-epochs
epochs_with_small_eta0 = np.int64(6)


# %% binary-crossentropy
def binary_crossentropy(y_true, y_pred):
    right = np.where(np.equal(y_true, 1), y_pred, np.subtract(1.0, y_pred))
    return -np.log(right.clip(1e-7, 1 - 1e-7)).mean()


# %% xor-cost
xor_cost = -np.log(0.5)


# %% unit-gradient
def unit_gradient(weights, bias, x, y):
    inputs = np.column_stack([x, np.ones(len(y))])
    p = 1 / (1 + np.exp(-inputs @ np.append(weights, bias)))
    gradient = np.mean(((p - y) * p * (1 - p))[:, np.newaxis] * inputs, axis=0)
    return gradient[:-1], gradient[-1]


# %% two-layer-net
def two_layer_net(x, kernel_1, bias_1, kernel_2, bias_2):
    for kernel, bias in ((kernel_1, bias_1), (kernel_2, bias_2)):
        x = 1 / (1 + np.exp(-(x @ kernel + bias)))
    return x


# %% xor-by-hand
xor_kernel_1 = 20 * np.ones((2, 2))  # OR and AND; the output is "the first, and not the second"
xor_bias_1 = np.array([-10, -30])
xor_kernel_2 = np.array([[20], [-20]])
xor_bias_2 = np.array([-10])

# %% quadrant-by-hand
quadrant_kernel_1 = -20 * np.eye(2)  # two NOTs; the output is their NOR
quadrant_bias_1 = np.zeros(2)
quadrant_kernel_2 = np.full((2, 1), -20)
quadrant_bias_2 = np.array([10])

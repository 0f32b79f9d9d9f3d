"""All by loops over single numbers, with plain lists where a list will do."""

import numpy as np


# %% tlu
def tlu(x, weights, bias):
    x, weights, bias = np.asarray(x), np.asarray(weights), np.asarray(bias)
    answers = np.empty((x.shape[0], weights.shape[1]))
    for row in range(x.shape[0]):
        for unit in range(weights.shape[1]):
            z = bias[unit]
            for column in range(x.shape[1]):
                z = z + x[row, column] * weights[column, unit]
            answers[row, unit] = 1.0 if z >= 0 else 0.0
    return answers


# %% nor
nor_weights = [-1, -1]
nor_bias = 0

# %% majority
majority_weights = [2, 2, 2]
majority_bias = -3

# %% line
line_weights = [-4, 2]
line_bias = 2


# %% perceptron-fit
def perceptron_fit(x, y, eta0=1.0, max_iter=1000):
    n = np.shape(x)[1]
    w, b, mistakes = [0.0] * n, 0.0, []
    while len(mistakes) < max_iter:
        wrong = 0
        for row in range(len(y)):
            z = b
            for i in range(n):
                z += w[i] * float(x[row][i])
            y_hat = 1 if z >= 0 else 0
            if y_hat != y[row]:
                wrong += 1
                for i in range(n):
                    w[i] += eta0 * (float(y[row]) - y_hat) * float(x[row][i])
                b += eta0 * (float(y[row]) - y_hat)
        mistakes.append(wrong)
        if wrong == 0:
            return w, b, mistakes
    return w, b, mistakes


# %% predict-epochs
epochs_with_small_eta0 = 2 * 3


# %% binary-crossentropy
def binary_crossentropy(y_true, y_pred):
    labels, probabilities = np.ravel(y_true), np.ravel(y_pred)
    total = 0.0
    for y, p in zip(labels, probabilities, strict=True):
        p = min(max(float(p), 1e-7), 1 - 1e-7)
        total -= np.log(p) if y == 1 else np.log(1 - p)
    return total / len(labels)


# %% xor-cost
xor_cost = 0.69315


# %% unit-gradient
def unit_gradient(weights, bias, x, y):
    by_weights, by_bias = np.zeros(len(weights)), 0.0
    for sample, label in zip(x, y, strict=True):
        p = sigmoid(float(np.dot(sample, weights)) + bias)  # noqa: F821 (the notebook imports it)
        slope = -(label - p) * p * (1 - p)
        for i in range(len(weights)):
            by_weights[i] += slope * sample[i]
        by_bias += slope
    return by_weights / len(y), by_bias / len(y)


# %% two-layer-net
def two_layer_net(x, kernel_1, bias_1, kernel_2, bias_2):
    answers = []
    for sample in x:
        z = bias_2[0]
        for unit in range(len(bias_1)):
            before = bias_1[unit]
            for i in range(len(sample)):
                before = before + sample[i] * kernel_1[i, unit]
            z = z + kernel_2[unit, 0] / (1 + np.exp(-before))
        answers.append([1 / (1 + np.exp(-z))])
    return np.array(answers).reshape(-1, 1)


# %% xor-by-hand
xor_kernel_1 = [[-50, 50], [-50, 50]]
xor_bias_1 = [75, -25]
xor_kernel_2 = [[50], [50]]
xor_bias_2 = [-75]

# %% quadrant-by-hand
quadrant_kernel_1 = [[0, 30], [30, 0]]
quadrant_bias_1 = [0, 0]
quadrant_kernel_2 = [[40], [40]]
quadrant_bias_2 = [-60]

# %% explain-epochs [text]
# A smaller rate makes all numbers smaller by the same factor, and the step sees only the sign.
# Starting weights aren't made smaller, so they weigh more against small updates.

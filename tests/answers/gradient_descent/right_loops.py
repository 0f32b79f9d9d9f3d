"""All by loops over single numbers, with plain lists where a list will do."""

import numpy as np


# %% central-gradient
def central_gradient(f, x, epsilon=1e-5):
    shape = np.shape(x)
    flat = [float(value) for value in np.ravel(x)]
    slopes = []
    for i in range(len(flat)):
        up = [value + (epsilon if j == i else 0) for j, value in enumerate(flat)]
        down = [value - (epsilon if j == i else 0) for j, value in enumerate(flat)]
        difference = f(np.array(up).reshape(shape)) - f(np.array(down).reshape(shape))
        slopes.append(difference / epsilon / 2)
    return np.array(slopes, dtype=float).reshape(shape)


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    points, values = [np.array(x0, dtype=float)], [f(np.array(x0, dtype=float))]
    while len(points) <= max_steps:
        slope = np.array(gradient(points[-1]), dtype=float)
        total = 0.0
        for value in np.ravel(slope):
            total += value * value
        if total**0.5 < tolerance:
            return points, values
        points.append(points[-1] - learning_rate * slope)
        values.append(f(points[-1]))
    return points, values


# %% predict-limit
rate_limit = 2 / 6

# %% predict-steps
predicted_steps, slope_there = 0, 200.0
while slope_there >= 0.1:
    slope_there /= 2
    predicted_steps += 1

# %% predict-brute-force
brute_force_losses = 20 * 20 * 20 * 20 * 20 * 20 * 20 * 20 * 20 * 20 * 20


# %% standardize
def standardize(x_train, x_test):
    new_train = np.zeros((len(x_train), x_train.shape[1]))
    new_test = np.zeros((len(x_test), x_test.shape[1]))
    for j in range(x_train.shape[1]):
        column = [float(value) for value in x_train[:, j]]
        mean = sum(column) / len(column)
        std = (sum((value - mean) ** 2 for value in column) / len(column)) ** 0.5
        if std == 0:
            std = 1.0
        for k in range(len(x_train)):
            new_train[k, j] = (x_train[k, j] - mean) / std
        for k in range(len(x_test)):
            new_test[k, j] = (x_test[k, j] - mean) / std
    return new_train, new_test


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    by_weights, by_bias = [0.0] * len(weights), 0.0
    for k in range(len(y)):
        prediction = bias
        for j in range(len(weights)):
            prediction += weights[j] * x[k, j]
        for j in range(len(weights)):
            by_weights[j] += 2 * (prediction - y[k]) * x[k, j] / len(y)
        by_bias += 2 * (prediction - y[k]) / len(y)
    return by_weights, by_bias


# %% minibatches
def minibatches(x, y, batch_size, rng):
    order = list(rng.permutation(len(x)))
    batches = []
    while order:
        rows, order = order[:batch_size], order[batch_size:]
        batches.append((np.array([x[row] for row in rows]), np.array([y[row] for row in rows])))
    return batches


# %% sgd-epoch
def sgd_epoch(weights, bias, batches, gradient, learning_rate):
    weights = [float(weight) for weight in weights]
    for x_batch, y_batch in batches:
        by_weights, by_bias = gradient(np.array(weights), bias, x_batch, y_batch)
        for j in range(len(weights)):
            weights[j] -= learning_rate * by_weights[j]
        bias -= learning_rate * by_bias
    return np.array(weights), bias


# %% explain-runs [text]
# A is on a plateau: 0.52 isn't 0. B is near a saddle point: its gradient nearly vanishes, and grows
# again. C is at a minimum. Look at the gradient, shift the point, and see whether it comes back.

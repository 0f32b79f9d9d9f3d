"""No loop but those that the rules ask for, and NumPy's own functions."""

import numpy as np


# %% central-gradient
def central_gradient(f, x, epsilon=1e-5):
    x = np.asarray(x, dtype=np.float64)
    shifts = (epsilon * np.eye(x.size)).reshape(x.size, *x.shape)
    above = np.array([f(x + shift) for shift in shifts], dtype=float)
    below = np.array([f(x - shift) for shift in shifts], dtype=float)
    return ((above - below) * (0.5 / epsilon)).reshape(x.shape)


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    path = [np.array(x0, dtype=float)]
    for _ in range(max_steps):
        g = np.array(gradient(path[-1]), dtype=float)
        if np.sqrt(np.sum(np.square(g))) < tolerance:
            break
        path += [path[-1] - learning_rate * g]
    return np.stack(path), np.array([f(x) for x in path])


# %% predict-limit
rate_limit = np.float64(0.33333)

# %% predict-steps
predicted_steps = np.ceil(np.log2(2000))

# %% predict-brute-force
brute_force_losses = 2.048e14


# %% standardize
def standardize(x_train, x_test):
    mean, std = np.mean(x_train, 0), np.std(x_train, 0)
    std[std == 0] = 1
    return tuple((part - mean) / std for part in (x_train, x_test))


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    inputs = np.column_stack([x, np.ones(len(x))])
    error = inputs @ np.append(weights, bias) - y
    gradient = np.mean(2 * error[:, np.newaxis] * inputs, axis=0)
    return gradient[:-1], gradient[-1]


# %% minibatches
def minibatches(x, y, batch_size, rng):
    order = rng.permutation(len(x))
    for rows in np.split(order, np.arange(batch_size, len(x), batch_size)):
        if len(rows):
            yield np.take(x, rows, axis=0), np.take(y, rows, axis=0)


# %% sgd-epoch
def sgd_epoch(weights, bias, batches, gradient, learning_rate):
    theta = np.append(np.asarray(weights, dtype=float), bias)
    for x_batch, y_batch in batches:
        by_weights, by_bias = gradient(theta[:-1].copy(), theta[-1], x_batch, y_batch)
        theta = theta - learning_rate * np.append(by_weights, by_bias)
    return theta[:-1], theta[-1]

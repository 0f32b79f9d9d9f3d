"""float32, the precision that Keras uses, wherever that is precise enough."""

import numpy as np


# %% central-gradient
def central_gradient(f, x, epsilon=1e-5):
    # Differences as small as 1e-5 drown in float32: these stay in float64.
    at = np.array(x, dtype="float64")
    gradient = np.zeros(at.shape)
    it = np.nditer(at, flags=["multi_index", "zerosize_ok"])
    for value in it:
        i = it.multi_index
        copy = at.copy()
        copy[i] = value + epsilon
        gradient[i] = f(copy)
        copy = at.copy()
        copy[i] = value - epsilon
        gradient[i] -= f(copy)
    return np.divide(gradient, 2 * epsilon)


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    x, steps = np.array(x0, dtype=float), 0
    points, values = [x.copy()], [float(f(x))]
    g = gradient(x)
    while np.linalg.norm(g) >= tolerance and steps < max_steps:
        x -= learning_rate * g
        points.append(x.copy())
        values.append(float(f(x)))
        g, steps = gradient(x), steps + 1
    return np.array(points), np.array(values)


# %% predict-limit
rate_limit = np.float32(1 / 3)

# %% predict-steps
predicted_steps = np.float32(11)

# %% predict-brute-force
brute_force_losses = np.float32(20) ** 11


# %% standardize
def standardize(x_train, x_test):
    x_train, x_test = np.asarray(x_train, np.float64), np.asarray(x_test, np.float64)
    mean = x_train.mean(axis=0, keepdims=True)
    spread = x_train.std(axis=0, keepdims=True)
    scale = np.ones_like(spread)
    np.divide(1.0, spread, out=scale, where=spread > 0)
    return ((x_train - mean) * scale).astype("float32"), ((x_test - mean) * scale).astype("float32")


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    error = np.asarray(x, np.float64) @ weights + bias - y
    return np.dot(error, x) * (2 / len(y)), error.mean() * 2


# %% minibatches
def minibatches(x, y, batch_size, rng):
    order = np.arange(len(x))
    rng.shuffle(order)
    x, y = x[order], y[order]
    for start in range(0, len(x), batch_size):
        stop = min(start + batch_size, len(x))
        yield x[start:stop], y[start:stop]


# %% sgd-epoch
def sgd_epoch(weights, bias, batches, gradient, learning_rate):
    weights = np.array(weights, dtype=np.float64)
    for batch in batches:
        by_weights, by_bias = gradient(weights, bias, *batch)
        weights, bias = weights - learning_rate * by_weights, bias - learning_rate * by_bias
    return weights.astype(np.float32).astype(float), bias

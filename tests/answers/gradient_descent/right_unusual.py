"""Lists where others give a tuple, no loop over samples, a while, a limit to two decimals."""

import numpy as np


# %% central-gradient
def central_gradient(f, x, epsilon=1e-5):
    x = np.asarray(x, dtype=np.float64)

    def slope(i):
        shift = np.bincount([i], minlength=x.size).reshape(x.shape) * epsilon
        return (f(x + shift) - f(x - shift)) / 2 / epsilon

    return np.array([slope(i) for i in range(x.size)]).reshape(x.shape)


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    x, log = np.asarray(x0) * 1.0, []
    while True:
        log.append((x, f(x)))
        slope = np.array(gradient(x))
        if len(log) > max_steps or np.sqrt((slope**2).sum()) < tolerance:
            return [np.stack([point for point, _ in log]), [value for _, value in log]]
        x = x + -learning_rate * slope


# %% predict-limit
rate_limit = 0.33


# %% standardize
def standardize(x_train, x_test):
    mean = np.mean(x_train, 0)
    std = np.sqrt(np.mean(np.square(x_train - mean), 0))
    std[std == 0] = 1
    return [(x - mean) / std for x in (x_train, x_test)]


# %% mse-gradient
def mse_gradient(weights, bias, x, y):
    ones = np.ones((len(x), 1))
    whole = np.hstack([x, ones])
    both = np.append(weights, bias)
    slopes = 2 * ((whole @ both - y) @ whole) / y.size
    return [slopes[:-1], slopes[-1]]


# %% minibatches
def minibatches(x, y, batch_size, rng):
    left = rng.random(len(x)).argsort()
    pairs = []
    while left.size:
        now, left = left[:batch_size], left[batch_size:]
        pairs.append([x[now], y[now]])
    return iter(pairs)


# %% sgd-epoch
def sgd_epoch(weights, bias, batches, gradient, learning_rate):
    both = [weights, bias]
    for batch in batches:
        slopes = gradient(*both, *batch)
        both = [old - learning_rate * slope for old, slope in zip(both, slopes, strict=True)]
    return both

"""Small functions that call one another across the notebook; a library only for comparison."""

import numpy as np

# %% central-gradient
from nnbook.numerical import numerical_gradient as theirs  # noqa: E402 (only to compare with)


def shifted(x, index, by):
    other = np.array(x, dtype=float)
    other[index] += by
    return other


def central_gradient(f, x, epsilon=1e-5):
    slopes = np.zeros(np.shape(x))
    for index, _ in np.ndenumerate(slopes):
        up, down = f(shifted(x, index, epsilon)), f(shifted(x, index, -epsilon))
        slopes[index] = (up - down) / (2 * epsilon)
    return slopes


assert np.allclose(theirs(np.sum, [1, 2]), central_gradient(np.sum, [1, 2]))


# %% gradient-descent
def one_step(x, gradient, learning_rate):
    return x - learning_rate * gradient(x)


def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    x = np.array(x0).astype(float)
    points, values = np.array([x]), [f(x)]
    for _ in range(max_steps):
        g = np.asarray(gradient(x))
        if (g**2).sum() < tolerance**2:
            break
        x = one_step(x, gradient, learning_rate)
        points = np.append(points, [x], axis=0)
        values.append(f(x))
    return points, values


# %% predict-steps
points, _ = gradient_descent(lambda x: 2 * x**2, lambda x: 4 * x, 50, 0.125, 100, 0.1)
predicted_steps = len(points) - 1


# %% standardize
class Scaler:
    def __init__(self, x):
        self.mean, self.std = x.mean(axis=0), x.std(axis=0)

    def __call__(self, x):
        return (x - self.mean) / (self.std + (self.std == 0))


def standardize(x_train, x_test):
    scaler = Scaler(x_train)
    return scaler(x_train), scaler(x_test)


# %% mse-gradient
def mean_squared_error(y_true, y_pred):
    """The student's own function, with the name that nnbook's has."""
    return np.mean((y_pred - y_true) ** 2)


def mse_gradient(weights, bias, x, y):
    # The loss is a parabola along each parameter, so its exact slope needs no small epsilon.
    def loss(w, b):
        return mean_squared_error(y, np.matmul(x, w) + b)

    error = np.matmul(x, weights) + bias - y
    assert loss(weights, bias) >= 0
    return 2 * np.einsum("kj,k->j", x, error) / x.shape[0], 2 * np.sum(error) / x.shape[0]


# %% minibatches
def chunks(order, size):
    return [order[start : start + size] for start in range(0, len(order), size)]


def minibatches(x, y, batch_size, rng):
    order = rng.choice(len(x), len(x), replace=False) if len(x) else []
    return [(x[rows], y[rows]) for rows in chunks(order, batch_size)]


# %% sgd-epoch
def sgd_epoch(weights, bias, batches, gradient, learning_rate):
    import functools

    def move(state, batch):
        slopes = gradient(*state, *batch)
        pairs = zip(state, slopes, strict=True)
        return tuple(value - learning_rate * slope for value, slope in pairs)

    return functools.reduce(move, batches, (weights, bias))

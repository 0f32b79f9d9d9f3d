"""nnbook and scikit-learn do the work: imported, renamed, wrapped, and called by a helper."""

import numpy as np

GETS = {
    "central-gradient-test-formula": 0,
    "central-gradient-test-integers": 0,
    "central-gradient-test-shapes": 0,
    "gradient-descent-test-log": 0,
    "gradient-descent-test-stop": 0,
    "gradient-descent-test-inputs": 0,
    "standardize-test-values": 0,
    "standardize-test-inputs": 0,
    "mse-gradient-test-weights": 0,
    "mse-gradient-test-bias": 0,
    "mse-gradient-test-inputs": 0,
    "minibatches-test-samples": 0,
    "minibatches-test-chance": 0,
    "sgd-epoch-test-update": 0,
    "sgd-epoch-test-inputs": 0,
}
SAYS = {
    "central-gradient-test-formula": "calls nnbook.numerical.numerical_gradient",
    "central-gradient-test-integers": "calls nnbook.numerical.numerical_gradient",
    "central-gradient-test-shapes": "calls nnbook.numerical.numerical_gradient",
    "gradient-descent-test-log": "calls nnbook.landscapes.gradient_descent",
    "gradient-descent-test-stop": "calls nnbook.landscapes.gradient_descent",
    "gradient-descent-test-inputs": "calls nnbook.landscapes.gradient_descent",
    "standardize-test-values": "calls nnbook.preprocessing.",
    "standardize-test-inputs": "calls nnbook.preprocessing.",
    "mse-gradient-test-weights": "calls nnbook.losses.MeanSquaredError.gradient",
    "mse-gradient-test-bias": "calls nnbook.losses.MeanSquaredError.gradient",
    "mse-gradient-test-inputs": "calls nnbook.losses.MeanSquaredError.gradient",
    "minibatches-test-samples": "calls sklearn, which",
    "minibatches-test-chance": "calls sklearn, which",
    "sgd-epoch-test-update": "calls nnbook.optimizers.",
    "sgd-epoch-test-inputs": "calls nnbook.optimizers.",
}


# %% central-gradient
from nnbook.numerical import numerical_gradient  # noqa: E402

central_gradient = numerical_gradient


# %% gradient-descent
def gradient_descent(f, gradient, x0, learning_rate, max_steps=100, tolerance=1e-5):
    from nnbook import landscapes

    class Mine:
        def __call__(self, x):
            return np.asarray(f(x))

        def gradient(self, x):
            return np.asarray(gradient(x), dtype=float)

    trace = landscapes.gradient_descent(
        Mine(), np.asarray(x0, dtype=float), learning_rate, max_steps, tolerance, "gradient"
    )
    return trace.points, trace.values


# %% standardize
def standardize(x_train, x_test):
    from nnbook.preprocessing import StandardScaler as Scaler

    scaler = Scaler()
    return scaler.fit_transform(x_train), scaler.transform(x_test)


# %% mse-gradient
import nnbook.losses  # noqa: E402

loss = nnbook.losses.MeanSquaredError()


def mse_gradient(weights, bias, x, y):
    by_prediction = loss.gradient(y[:, np.newaxis], (x @ weights + bias)[:, np.newaxis])[:, 0]
    return x.T @ by_prediction, by_prediction.sum()


# %% minibatches
def minibatches(x, y, batch_size, rng):
    from sklearn.utils import gen_batches, shuffle

    x, y = shuffle(x, y, random_state=int(rng.integers(2**31)))
    for rows in gen_batches(len(x), batch_size):
        yield x[rows], y[rows]


# %% sgd-epoch
def sgd_epoch(weights, bias, batches, gradient, learning_rate):
    from nnbook.optimizers import SGD

    optimizer = SGD(learning_rate=learning_rate)
    params = {"weights": np.array(weights, dtype=float), "bias": np.array([bias], dtype=float)}
    for x_batch, y_batch in batches:
        by_weights, by_bias = gradient(params["weights"], params["bias"][0], x_batch, y_batch)
        optimizer.update(params, {"weights": np.array(by_weights), "bias": np.array([by_bias])})
    return params["weights"], params["bias"][0]

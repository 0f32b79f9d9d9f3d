"""nnbook does the work: imported, renamed, wrapped, and called by a helper."""

import numpy as np

GETS = {
    "tlu-test-values": 0,
    "tlu-test-inputs": 0,
    "perceptron-fit-test-update": 0,
    "perceptron-fit-test-epochs": 0,
    "perceptron-fit-test-inputs": 0,
    "binary-crossentropy-test-mean": 0,
    "binary-crossentropy-test-extremes": 0,
    "unit-gradient-test-weights": 0,
    "unit-gradient-test-bias": 0,
    "two-layer-net-test": 0,
}
SAYS = {
    "tlu-test-values": "calls nnbook.perceptron.TLU",
    "tlu-test-inputs": "calls nnbook.perceptron.TLU",
    "perceptron-fit-test-update": "calls nnbook.perceptron.Perceptron",
    "perceptron-fit-test-epochs": "calls nnbook.perceptron.Perceptron",
    "perceptron-fit-test-inputs": "calls nnbook.perceptron.Perceptron",
    "binary-crossentropy-test-mean": "calls nnbook.losses.Loss.__call__",
    "binary-crossentropy-test-extremes": "calls nnbook.losses.Loss.__call__",
    "unit-gradient-test-weights": "calls nnbook.numerical.numerical_gradient",
    "unit-gradient-test-bias": "calls nnbook.numerical.numerical_gradient",
    "two-layer-net-test": "calls nnbook.layers.Dense",
}


# %% tlu
def tlu(x, weights, bias):
    from nnbook.perceptron import TLU as Unit

    columns = zip(np.transpose(weights), bias, strict=True)
    return np.column_stack([Unit(column, b)(np.asarray(x, dtype=float)) for column, b in columns])


# %% perceptron-fit
def perceptron_fit(x, y, eta0=1.0, max_iter=1000):
    from nnbook import perceptron

    unit = perceptron.Perceptron(max_iter=max_iter, eta0=eta0).fit(x, y)
    return unit.coef_.ravel(), float(np.ravel(unit.intercept_)[0]), list(unit.mistakes_)


# %% binary-crossentropy
from nnbook.losses import BinaryCrossentropy  # noqa: E402

binary_crossentropy = BinaryCrossentropy()


# %% unit-gradient
def measured(f, at):
    return numerical_gradient(f, at)  # noqa: F821 (the notebook imports it)


def unit_gradient(weights, bias, x, y):
    def loss(w, b):
        return np.mean(0.5 * (0.5 + 0.5 * np.tanh((x @ w + b) / 2) - y) ** 2)

    return measured(lambda w: loss(w, bias), weights), measured(lambda b: loss(weights, b), bias)


# %% two-layer-net
def two_layer_net(x, kernel_1, bias_1, kernel_2, bias_2):
    from nnbook.layers import Dense

    for kernel, bias in ((kernel_1, bias_1), (kernel_2, bias_2)):
        layer = Dense(len(bias), activation="sigmoid")
        layer.forward(x)
        layer.params["kernel"][...], layer.params["bias"][...] = kernel, bias
        x = layer.forward(x)
    return x

"""Three published networks for MNIST, mistakes put right, reach the accuracy that they should.

As published, they divide by .255 instead of 255, scale each layer's start by the wrong layer, start
beta at 1, drop out without scaling, and report the loss of a softmax that isn't one (D-073 to
D-092). nnbook's layers have none of that; what is left of the three is in NETWORKS. Published:
S-270 to S-277.
"""

import functools
import os
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from nnbook import datasets, optimizers, regularizers
from nnbook.layers import Activation, BatchNormalization, Dense, Dropout
from nnbook.model import Sequential


def network(units, l2=0.0, dropout=0.0, seed=0):
    """Dense, dropout, batch normalization and ReLU for each of ``units``; then 10 classes."""
    start = {"kernel_initializer": "he_normal"}
    if l2:
        start["kernel_regularizer"] = regularizers.L2(l2)
    layers = []
    for n in units:
        layers += [
            Dense(n, **start), Dropout(dropout), BatchNormalization(momentum=0.9),
            Activation("relu"),
        ]
    return Sequential([*layers, Dense(10, activation="softmax", **start)], seed=seed)


# The publication's penalty is lambda / 2 times the sum of squares; ours and Keras's, lambda times.
NETWORKS = {
    "model 1": (
        functools.partial(network, [256, 100, 64, 32], l2=0.1 / 2), lambda: optimizers.SGD(0.01)
    ),
    "model 2": (
        functools.partial(network, [100] * 4, l2=0.15 / 2, dropout=0.5),
        lambda: optimizers.Adam(0.001),
    ),
    "model 3": (functools.partial(network, [256, 100, 100]), lambda: optimizers.Adam(0.01)),
}


def train(name, x, y, steps, seed=0):
    """The named network after about this many updates with batches of 256."""
    make, optimizer = NETWORKS[name]
    model = make(seed=seed)
    model.compile(optimizer(), "sparse_categorical_crossentropy", ["accuracy"])
    with threadpool_limits(1):  # small products: threads would only wait for each other
        model.fit(x, y, batch_size=256, epochs=round(steps / -(-len(x) // 256)))
    return model


def pixels(x):
    return (x.reshape(len(x), -1) / 255).astype("float32")


def mnist_file():
    """Where Keras keeps MNIST."""
    home = os.environ.get("KERAS_HOME") or Path.home() / ".keras"
    return Path(home) / "datasets" / "mnist.npz"


@pytest.mark.skipif(not mnist_file().exists(), reason=f"needs MNIST in {mnist_file()}")
@pytest.mark.parametrize(
    ("name", "expected", "tolerance"),
    [("model 1", 0.940, 0.006), ("model 2", 0.895, 0.012), ("model 3", 0.965, 0.012)],
)
def test_the_corrected_networks_on_mnist(name, expected, tolerance):
    """The mean of three seeds, against figures that come from one seed each.

    Seeds 0, 1 and 2 gave .940, .940, .943 for model 1, .889, .911, .908 for model 2 (half of the
    units are dropped before batch normalization takes its statistics), and .954, .954, .960 for
    model 3 (a large rate). So only model 1 is held to .006.
    """
    with np.load(mnist_file()) as file:
        x, y = pixels(file["x_train"][:10_000]), file["y_train"][:10_000]
        x_test, y_test = pixels(file["x_test"]), file["y_test"]
    accuracies = []
    for seed in range(3):
        model = train(name, x, y, steps=1000, seed=seed)
        assert model.optimizer.iterations == 1000
        accuracies.append(model.evaluate(x_test, y_test, batch_size=1000)[1])
    assert np.mean(accuracies) == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize(
    ("name", "steps", "least"),
    [("model 1", 300, 0.965), ("model 2", 900, 0.94), ("model 3", 300, 0.965)],
)
def test_the_corrected_networks_on_digits(name, steps, least):
    (x, y), (x_test, y_test) = datasets.load_data("digits28")
    model = train(name, pixels(x), y, steps)
    assert model.evaluate(pixels(x_test), y_test)[1] > least

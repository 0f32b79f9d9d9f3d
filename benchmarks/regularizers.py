"""Do regularizers help? Five methods, in every recipe of training that was tried, on few digits.

Run it from the project's folder::

    python benchmarks/regularizers.py

It writes ``benchmarks/regularizers.csv``, one line a training, which chapter 6 reads. Nothing is
timed, and all numbers are seeded.

A comparison that shows only the recipe in which it comes out well proves little. While chapter 6
was written, these recipes were tried on the 450 test images of its digits, and one was kept for the
page. Here all of them run again, with other seeds, and are judged on images that took no part in
that choice: those of the training pool that a seed leaves over.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from mnist import check, write
from threadpoolctl import threadpool_limits

from nnbook import datasets, losses
from nnbook.layers import Activation, BatchNormalization, Dense, Dropout
from nnbook.model import Sequential
from nnbook.optimizers import SGD, Adam, Optimizer
from nnbook.regularizers import L2

TABLE = Path(__file__).with_suffix(".csv")
COLUMNS = (
    "images", "wrong_labels", "recipe", "method", "seed", "accuracy", "nll", "train_accuracy",
    "confidence",
)  # fmt: skip
SEEDS = tuple(range(20, 30))


class Recipe(NamedTuple):
    """How a network is trained: its depth, the optimizer, the batch and the number of epochs."""

    name: str
    hidden_layers: int
    optimizer: Callable[[], Optimizer]
    batch_size: int
    epochs: int


CLEAN = (
    Recipe("2 layers, Adam 0.003, 100 epochs", 2, lambda: Adam(0.003), 32, 100),
    Recipe("1 layer, Adam 0.003, 100 epochs", 1, lambda: Adam(0.003), 32, 100),
    Recipe("2 layers, Adam 0.01, 200 epochs", 2, lambda: Adam(0.01), 32, 200),
    Recipe("2 layers, Adam 0.001, 200 epochs", 2, lambda: Adam(0.001), 25, 200),
    Recipe("2 layers, SGD 0.1, 300 epochs", 2, lambda: SGD(0.1), 20, 300),
    Recipe("2 layers, momentum 0.9, 200 epochs", 2, lambda: SGD(0.1, momentum=0.9), 20, 200),
    Recipe("1 layer, Adam 0.01, 200 epochs", 1, lambda: Adam(0.01), 50, 200),
    Recipe("1 layer, Adam 0.01, 150 epochs", 1, lambda: Adam(0.01), 50, 150),
)
NOISY = (
    Recipe("2 layers, Adam 0.003, 60 epochs", 2, lambda: Adam(0.003), 32, 60),
    Recipe("1 layer, Adam 0.003, 60 epochs", 1, lambda: Adam(0.003), 32, 60),
    Recipe("1 layer, Adam 0.01, 200 epochs", 1, lambda: Adam(0.01), 50, 200),
    Recipe("1 layer, Adam 0.01, 100 epochs", 1, lambda: Adam(0.01), 50, 100),
    Recipe("1 layer, Adam 0.01, 60 epochs", 1, lambda: Adam(0.01), 50, 60),
)


def network(hidden_layers: int, l2: float, dropout: float, bn: bool, seed: int) -> Sequential:
    """A network for 64 pixels with 100 units in each hidden layer.

    Args:
        hidden_layers: How many hidden layers.
        l2: Factor of the sum of the squared weights.
        dropout: The share of each hidden layer's outputs that is dropped.
        bn: Whether each hidden layer has batch normalization.
        seed: Of the start, the dropout and the order of the images.
    """
    stack = []
    for _ in range(hidden_layers):
        stack += [Dense(100, kernel_regularizer=L2(l2))]
        stack += [BatchNormalization(momentum=0.9)] * bn
        stack += [Activation("relu"), Dropout(dropout)]
    stack += [Dense(10, activation="softmax", kernel_regularizer=L2(l2))]
    model = Sequential(stack, seed=seed)
    model.build((None, 64), "float64")
    return model


def methods(l2: float) -> dict[str, tuple[float, float, bool]]:
    """For each method the L2 factor, the dropout rate, and whether there is batch normalization."""
    return {
        "none": (0.0, 0.0, False), "L2": (l2, 0.0, False), "batch norm": (0.0, 0.0, True),
        "dropout": (0.0, 0.5, False), "dropout + L2": (l2, 0.5, False),
    }  # fmt: skip


def run() -> list[dict[str, object]]:
    """Train every network, and return the lines of the table."""
    (pool, pool_y), _ = datasets.load_data("digits")
    pool = pool.reshape(len(pool), 64) / 16
    lines = []
    for images, wrong, recipes, l2 in ((100, 0.0, CLEAN, 1e-3), (300, 0.2, NOISY, 1e-2)):
        for recipe in recipes:
            for method, settings in methods(l2).items():
                for seed in SEEDS:
                    rng = np.random.default_rng(100 + seed)  # the images of chapter 6
                    rows = rng.permutation(len(pool))
                    few, others = rows[:images], rows[images:]
                    y, k = pool_y[few].copy(), round(wrong * images)
                    y[:k] = (y[:k] + rng.integers(1, 10, k)) % 10
                    model = network(recipe.hidden_layers, *settings, seed)
                    model.compile(recipe.optimizer(), "sparse_categorical_crossentropy")
                    with threadpool_limits(1):
                        model.fit(pool[few], y, recipe.batch_size, recipe.epochs, verbose=0)
                        p = model.predict(pool[others], 1000, verbose=0)
                        again = model.predict(pool[few], 1000, verbose=0)
                    measured = (
                        (p.argmax(axis=1) == pool_y[others]).mean(),
                        losses.sparse_categorical_crossentropy(pool_y[others], p).mean(),
                        (again.argmax(axis=1) == y).mean(),
                        p.max(axis=1).mean(),
                    )
                    values = (
                        images, wrong, recipe.name, method, seed, *(f"{m:.4f}" for m in measured),
                    )  # fmt: skip
                    lines.append(dict(zip(COLUMNS, values, strict=True)))
            print(f"{images} images, {wrong:.0%} wrong labels: {recipe.name}", flush=True)
    return lines


def main(arguments: list[str] | None = None) -> None:
    """Train, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=TABLE, help="the table (a CSV file)")
    output = parser.parse_args(arguments).output
    check(output)
    write(run(), output)


if __name__ == "__main__":
    main()

"""Three published networks, mistakes put right, on MNIST: how accurate, and over several seeds.

Run it from the project's folder, with MNIST in Keras's cache (``KERAS_HOME``, else ``~/.keras``)
or a network to fetch it::

    python benchmarks/mnist.py

It writes ``benchmarks/mnist.csv``, one line a training, which chapter 6 reads. Nothing is timed,
and the numbers are seeded. On another processor the last digits differ, since the networks compute
in float32 and training magnifies the rounding.

The networks are those of a published course (D-073 to D-092 say what was wrong in them): dense
layers, each followed by dropout, batch normalization and ReLU. The course's 1,000 steps come first:
25.6, 10 and 5 epochs (D-076), here of 10,000, 10,000 and 20,000 images in batches of 256, 100 and
100. Then 10 epochs of all 60,000. The other rows ask what the place of dropout does to model 2, and
what the penalty is good for: models 1 and 2 without it, and model 1 with and without it at higher
learning rates.
"""

import argparse
import csv
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from nnbook import datasets, losses, optimizers, regularizers
from nnbook.layers import Activation, BatchNormalization, Dense, Dropout
from nnbook.model import Sequential

TABLE = Path(__file__).with_suffix(".csv")
COLUMNS = (
    "network", "images", "batch_size", "steps", "seed", "parameters", "train_accuracy",
    "test_accuracy", "test_nll",
)  # fmt: skip
SEEDS = (0, 1, 2, 3, 4)
RATES = (0.03, 0.05, 0.1)


class Contestant(NamedTuple):
    """A network, by seed; its optimizer, made anew since it remembers; its batches and images."""

    make: Callable[[int], Sequential]
    optimizer: Callable[[], optimizers.Optimizer]
    batch_size: int
    images: int


def network(
    units: list[int],
    l2: float = 0.0,
    dropout: float = 0.0,
    seed: int | None = 0,
    dropout_last: bool = False,
) -> Sequential:
    """Dense, dropout, batch normalization and ReLU for each of ``units``; then 10 classes.

    Args:
        units: Number of units in each hidden layer.
        l2: Factor of the sum of the squared weights: half of the publication's lambda.
        dropout: The share of a layer's sums that is dropped.
        seed: Of the start, the dropout and the order of the images.
        dropout_last: Whether dropout comes after ReLU instead, so that batch normalization sees the
            same statistics in training and at test time.
    """
    start = {"kernel_initializer": "he_normal", "kernel_regularizer": regularizers.L2(l2)}
    layers = []
    for n in units:
        block = [Dense(n, **start), BatchNormalization(momentum=0.9), Activation("relu")]
        block.insert(len(block) if dropout_last else 1, Dropout(dropout))
        layers += block
    return Sequential([*layers, Dense(10, activation="softmax", **start)], seed=seed)


def _model_1(l2: float, rate: float) -> Contestant:
    units = [256, 100, 64, 32]
    return Contestant(
        lambda seed: network(units, l2=l2, seed=seed), lambda: optimizers.SGD(rate), 256, 10_000
    )


def _model_2(l2: float, dropout_last: bool = False) -> Contestant:
    return Contestant(
        lambda seed: network([100] * 4, l2, dropout=0.5, seed=seed, dropout_last=dropout_last),
        lambda: optimizers.Adam(0.001),
        100,
        10_000,
    )


NETWORKS = {
    "model 1": _model_1(0.1 / 2, 0.01),
    "model 2": _model_2(0.15 / 2),
    "model 3": Contestant(
        lambda seed: network([256, 100, 100], seed=seed),
        lambda: optimizers.Adam(0.01),
        100,
        20_000,
    ),
    "model 2, dropout last": _model_2(0.15 / 2, dropout_last=True),
    "model 2 without penalty": _model_2(0.0),
    "model 1 without penalty": _model_1(0.0, 0.01),
    **{f"model 1, rate {rate}": _model_1(0.1 / 2, rate) for rate in RATES},
    **{f"model 1 without penalty, rate {rate}": _model_1(0.0, rate) for rate in RATES},
}


def plan(all_images: int, seeds: tuple[int, ...]) -> Iterator[tuple[str, int, int, int]]:
    """Every training: the network's name, how many images, how many epochs, the seed."""
    for seed in seeds:
        for name, contestant in NETWORKS.items():
            few = min(contestant.images, all_images)
            epochs = max(1, round(1000 / -(-few // contestant.batch_size)))  # that is 1,000 steps
            yield name, few, epochs, seed
    for seed in seeds[:3]:
        for name in list(NETWORKS)[:3]:
            yield name, all_images, 10, seed


def pixels(images: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Images as rows of numbers from 0 to 1."""
    return (images.reshape(len(images), -1) / 255).astype(np.float32)


def score(model: Sequential, x: NDArray, y: NDArray) -> tuple[float, float]:
    """The accuracy, and the mean negative log-likelihood without any penalty."""
    p = model.predict(x, batch_size=1000, verbose=0)
    nll = losses.sparse_categorical_crossentropy(y, p).mean()
    return float((p.argmax(axis=1) == y).mean()), float(nll)


def run(seeds: tuple[int, ...] = SEEDS) -> list[dict[str, object]]:
    """Train every network, and return the lines of the table."""
    try:
        with warnings.catch_warnings(action="error", category=UserWarning):
            (x, y), (x_test, y_test) = datasets.load_data("mnist")
    except UserWarning:  # there is a stand-in, which is good for a lesson, not for this table
        sys.exit(
            "No table was written: MNIST is neither in Keras's cache nor to be had from the "
            "network; put mnist.npz into the folder datasets of KERAS_HOME (~/.keras)."
        )
    x, x_test = pixels(x), pixels(x_test)
    lines = []
    for name, images, epochs, seed in plan(len(x), seeds):
        make, optimizer, batch_size, _ = NETWORKS[name]
        model = make(seed)
        model.compile(optimizer(), "sparse_categorical_crossentropy")
        with threadpool_limits(1):  # small products: threads would only wait for each other
            model.fit(x[:images], y[:images], batch_size=batch_size, epochs=epochs, verbose=0)
            train, _ = score(model, x[:images], y[:images])
            test, nll = score(model, x_test, y_test)
        values = (
            name, images, batch_size, model.optimizer.iterations, seed, model.count_params(),
            f"{train:.4f}", f"{test:.4f}", f"{nll:.4f}",
        )  # fmt: skip
        lines.append(dict(zip(COLUMNS, values, strict=True)))
        print(*values, sep=", ", flush=True)
    return lines


def check(path: Path) -> None:
    """End the program, before anything is trained, if a table can't be written there."""
    if not path.parent.is_dir():
        sys.exit(f"--output must be in a folder that exists, got {path}.")


def write(lines: list[dict[str, object]], path: Path) -> None:
    """Write a table, whole or not at all."""
    handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(lines)
        os.chmod(scratch, 0o644)
        os.replace(scratch, path)
    except BaseException:
        os.unlink(scratch)
        raise


def main(arguments: list[str] | None = None) -> None:
    """Train, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=TABLE, help="the table (a CSV file)")
    output = parser.parse_args(arguments).output
    check(output)
    write(run(), output)


if __name__ == "__main__":
    main()

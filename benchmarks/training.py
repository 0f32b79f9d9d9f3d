"""One training step: nnbook against a textbook network, Keras, and its own matrix products.

Run it from the project's folder::

    python benchmarks/training.py

The network is 784-256-100-100-10, batch normalization and ReLU behind each hidden layer, softmax
with cross-entropy, Adam, batches of 100. Each peer has a process of its own, and they take turns of
an epoch; time is the processor's, of all threads. Before anything is timed, the networks start from
the same weights, see the same batches and must arrive at the same loss.
"""

from _timing import machine, one_thread, ratio, table

import functools  # isort: skip
import multiprocessing  # isort: skip
import random  # isort: skip
import statistics  # isort: skip
import time  # isort: skip
from collections.abc import Callable  # isort: skip
from multiprocessing.connection import Connection  # isort: skip

import numpy as np  # isort: skip

SIZES = (784, 256, 100, 100, 10)
BATCH = 100
RATE = 0.001
STEPS = 100
ROUNDS = 15

Step = Callable[[np.ndarray, np.ndarray], float]
Epoch = Callable[[], object]


class Textbook:
    """The network as one first writes it down, in plain NumPy.

    It has a function for the loss and a function for the gradient, and a training step calls both:
    each makes a forward pass of its own. Every intermediate result is a new array, the batch's
    variance is ``np.var``, the gradient by x is computed for the first layer too, and Adam goes
    through the parameters array by array, by the formulas of its paper. float64 is what NumPy
    gives to who doesn't ask.

    The mathematics is that of nnbook's layers: no penalty, no dropout. What it does twice, and what
    float64 costs, the rows of the table below this one tell apart.

    Args:
        kernels: Starting values, which set the dtype of everything else.
        passes: 2, or 1 to take the loss from the forward pass of the gradient.
    """

    def __init__(self, kernels: list[np.ndarray], passes: int = 2) -> None:
        self.params, self.moving, self.passes = {}, {}, passes
        for i, kernel in enumerate(kernels):
            zeros, ones = np.zeros_like(kernel[0]), np.ones_like(kernel[0])
            self.params[f"W{i}"], self.params[f"b{i}"] = kernel, zeros
            if i < len(kernels) - 1:
                self.params[f"gamma{i}"], self.params[f"beta{i}"] = ones, zeros
                self.moving[i] = (zeros, ones)
        self.hidden = len(kernels) - 1
        self.m = {key: np.zeros_like(w) for key, w in self.params.items()}
        self.v = {key: np.zeros_like(w) for key, w in self.params.items()}
        self.t = 0

    def forward(self, x: np.ndarray) -> np.ndarray:
        p, self.kept, a = self.params, [], x
        for i in range(self.hidden):
            z = np.dot(a, p[f"W{i}"]) + p[f"b{i}"]
            mean, variance = np.mean(z, axis=0), np.var(z, axis=0)
            old_mean, old_variance = self.moving[i]
            self.moving[i] = (0.99 * old_mean + 0.01 * mean, 0.99 * old_variance + 0.01 * variance)
            deviation = np.sqrt(variance + 1e-3)
            normal = (z - mean) / deviation
            out = p[f"gamma{i}"] * normal + p[f"beta{i}"]
            self.kept.append((a, normal, deviation, out))
            a = np.where(out > 0, out, 0)
        self.last = a
        logits = np.dot(a, p[f"W{self.hidden}"]) + p[f"b{self.hidden}"]
        exps = np.exp(logits - np.max(logits, axis=1, keepdims=True))
        return exps / np.sum(exps, axis=1, keepdims=True)

    def crossentropy(self, probabilities: np.ndarray, y: np.ndarray) -> float:
        return float(-np.mean(np.log(probabilities[np.arange(len(y)), y] + 1e-12)))

    def loss(self, x: np.ndarray, y: np.ndarray) -> float:
        return self.crossentropy(self.forward(x), y)

    def gradient(self, x: np.ndarray, y: np.ndarray) -> dict[str, np.ndarray]:
        p, grads, hidden = self.params, {}, self.hidden
        self.probabilities = self.forward(x)
        d = (self.probabilities - np.eye(SIZES[-1], dtype=x.dtype)[y]) / len(x)
        grads[f"W{hidden}"], grads[f"b{hidden}"] = np.dot(self.last.T, d), np.sum(d, axis=0)
        d = np.dot(d, p[f"W{hidden}"].T)
        for i in reversed(range(hidden)):
            a, normal, deviation, out = self.kept[i]
            d = np.where(out > 0, d, 0)
            grads[f"gamma{i}"], grads[f"beta{i}"] = np.sum(d * normal, axis=0), np.sum(d, axis=0)
            d_normal = d * p[f"gamma{i}"]
            d = (
                d_normal - np.mean(d_normal, axis=0) - normal * np.mean(d_normal * normal, axis=0)
            ) / deviation
            grads[f"W{i}"], grads[f"b{i}"] = np.dot(a.T, d), np.sum(d, axis=0)
            d = np.dot(d, p[f"W{i}"].T)
        return grads

    def adam(self, grads: dict[str, np.ndarray]) -> None:
        self.t += 1
        for key, g in grads.items():
            self.m[key] = 0.9 * self.m[key] + 0.1 * g
            self.v[key] = 0.999 * self.v[key] + 0.001 * g**2
            m_hat = self.m[key] / (1 - 0.9**self.t)
            v_hat = self.v[key] / (1 - 0.999**self.t)
            self.params[key] = self.params[key] - RATE * m_hat / (np.sqrt(v_hat) + 1e-7)

    def step(self, x: np.ndarray, y: np.ndarray) -> float:
        if self.passes == 2:
            loss, grads = self.loss(x, y), self.gradient(x, y)
        else:
            grads = self.gradient(x, y)
            loss = self.crossentropy(self.probabilities, y)
        self.adam(grads)
        return loss


def ours():
    """The network in nnbook."""
    from nnbook import optimizers
    from nnbook.layers import BatchNormalization, Dense, ReLU
    from nnbook.model import Sequential

    hidden = [layer for n in SIZES[1:-1] for layer in (Dense(n), BatchNormalization(), ReLU())]
    model = Sequential([*hidden, Dense(SIZES[-1], activation="softmax")], seed=0)
    model.build((None, SIZES[0]))
    model.compile(optimizers.Adam(RATE), "sparse_categorical_crossentropy")
    return model


def theirs(weights: list[np.ndarray]):
    """The network in Keras."""
    from nnbook.frameworks import load_keras

    keras = load_keras()
    keras.utils.set_random_seed(0)
    hidden = [
        layer
        for n in SIZES[1:-1]
        for layer in (keras.layers.Dense(n), keras.layers.BatchNormalization(), keras.layers.ReLU())
    ]
    model = keras.Sequential(
        [keras.Input((SIZES[0],)), *hidden, keras.layers.Dense(SIZES[-1], activation="softmax")]
    )
    model.compile(keras.optimizers.Adam(RATE), "sparse_categorical_crossentropy")
    model.set_weights(weights)
    return model


def products(dtype: str):
    """The 11 matrix products alone: 4 forward, 4 for the kernels, 3 for the inputs."""
    rng = np.random.default_rng(0)
    x = [rng.normal(size=(BATCH, n)).astype(dtype) for n in SIZES]
    w = [rng.normal(size=(n, m)).astype(dtype) for n, m in zip(SIZES, SIZES[1:], strict=False)]
    y = [np.empty_like(a) for a in x]
    dw = [np.empty_like(a) for a in w]

    def multiply() -> None:
        for i, kernel in enumerate(w):
            np.matmul(x[i], kernel, out=y[i + 1])
        for i in range(len(w)):
            np.matmul(x[i].T, x[i + 1], out=dw[i])
        for i in range(1, len(w)):
            np.matmul(x[i + 1], w[i].T, out=y[i])

    return multiply


def data() -> tuple[np.ndarray, np.ndarray]:
    """An epoch of 100 batches of noise, the same for everybody."""
    rng = np.random.default_rng(1)
    x = rng.normal(size=(STEPS * BATCH, SIZES[0])).astype("float32")
    return x, rng.integers(0, SIZES[-1], len(x))


def batches(x: np.ndarray, y: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    return [(x[i : i + BATCH], y[i : i + BATCH]) for i in range(0, len(x), BATCH)]


def peer_textbook(dtype: str = "float64", passes: int = 2) -> tuple[Step, Epoch]:
    x, y = data()
    x = x.astype(dtype)
    net = Textbook([w.astype(dtype) for w in ours().get_weights() if w.ndim == 2], passes)
    rng = np.random.default_rng(2)

    def epoch() -> None:
        order = rng.permutation(len(x))  # as both fits do
        for start in range(0, len(x), BATCH):
            rows = order[start : start + BATCH]
            net.step(x[rows], y[rows])

    return net.step, epoch


def peer_fit() -> tuple[Step, Epoch]:
    x, y = data()
    model = ours()
    return model.train_on_batch, lambda: model.fit(x, y, batch_size=BATCH, verbose=0)


def peer_train_on_batch() -> tuple[Step, Epoch]:
    x, y = data()
    model = ours()
    return model.train_on_batch, lambda: [model.train_on_batch(*b) for b in batches(x, y)]


def peer_keras() -> tuple[Step, Epoch]:
    x, y = data()
    model = theirs(ours().get_weights())
    return model.train_on_batch, lambda: model.fit(x, y, batch_size=BATCH, verbose=0)


def peer_products() -> tuple[None, Epoch]:
    multiply = products("float32")
    return None, lambda: [multiply() for _ in range(STEPS)]


PEERS = {
    "textbook, float64": peer_textbook,
    "textbook, float64, one forward pass": functools.partial(peer_textbook, passes=1),
    "textbook, float32": functools.partial(peer_textbook, "float32"),
    "nnbook `fit`": peer_fit,
    "nnbook `train_on_batch`": peer_train_on_batch,
    "Keras `fit`": peer_keras,
    "the 11 products alone": peer_products,
}


def work(name: str, wire: Connection) -> None:
    """A peer's process: first its losses on five batches, then seconds of an epoch when asked."""
    step, epoch = PEERS[name]()
    one_thread()
    wire.send(step and [float(step(*batch)) for batch in batches(*data())[:5]])
    epoch()  # the first call may set things up
    while wire.recv():
        start = time.process_time()
        epoch()
        wire.send(time.process_time() - start)


def main() -> None:
    # One process each: what one peer's libraries do to the memory allocator must not change
    # another's time.
    context = multiprocessing.get_context("spawn")
    wires, losses = {}, {}
    for name in PEERS:
        wires[name], end = context.Pipe()
        context.Process(target=work, args=(name, end), daemon=True).start()
        end.close()  # ours: if the process dies, recv says so
        losses[name] = wires[name].recv()
    for name, values in losses.items():
        if values is not None:
            expected = losses["textbook, float64"]
            np.testing.assert_allclose(values, expected, rtol=1e-3, err_msg=name)
    turns = {name: [] for name in PEERS}
    names, order = list(PEERS), random.Random(0)
    for _ in range(ROUNDS):
        order.shuffle(names)
        for name in names:
            wires[name].send(True)
            turns[name].append(wires[name].recv())
    times = {name: statistics.median(seconds) for name, seconds in turns.items()}
    for wire in wires.values():
        wire.send(False)
    base, fitted = times["textbook, float64"], times["nnbook `fit`"]
    print(f"One training step, {'-'.join(map(str, SIZES))}, batch {BATCH}\n")
    print(
        table(
            ("float32 unless said", "times faster than the textbook"),
            [(name, ratio(base / seconds)) for name, seconds in times.items()],
        )
    )
    once = times["textbook, float64, one forward pass"]
    print(
        f"\nnnbook's fit is {ratio(base / fitted)} times as fast as the textbook "
        f"({ratio(once / fitted)} if that makes one forward pass),"
    )
    print(f"{ratio(times['Keras `fit`'] / fitted)} times as fast as Keras's, and")
    limit = times["the 11 products alone"] / fitted
    print(f"reaches {limit:.0%} of the speed of the matrix products alone.\n")
    print(machine("numpy", "keras", "tensorflow"))


if __name__ == "__main__":
    main()

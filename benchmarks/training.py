"""One training step: nnbook against a textbook network, Keras, and its own matrix products.

Run it from the project's folder::

    python benchmarks/training.py

The network is 784-256-100-100-10, batch normalization and ReLU behind each hidden layer, softmax
with cross-entropy, Adam, batches of 100. Each peer has a process of its own, and they take turns of
an epoch; time is the processor's, of all threads. Before anything is timed, the networks start from
the same weights, see the same batches and must arrive at the same loss.
"""

from _timing import machine, one_thread, ratio, table

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
    """The network as one first writes it down: float64, a new array for every intermediate result.

    The formulas are those of nnbook's layers and of Adam, parameter array by parameter array.
    """

    def __init__(self, kernels: list[np.ndarray]) -> None:
        self.params, self.moving = {}, {}
        for i, kernel in enumerate(kernels):
            units = kernel.shape[1]
            self.params[f"W{i}"], self.params[f"b{i}"] = kernel.astype(float), np.zeros(units)
            if i < len(kernels) - 1:
                self.params[f"gamma{i}"], self.params[f"beta{i}"] = np.ones(units), np.zeros(units)
                self.moving[i] = (np.zeros(units), np.ones(units))
        self.m = {key: np.zeros_like(w) for key, w in self.params.items()}
        self.v = {key: np.zeros_like(w) for key, w in self.params.items()}
        self.t = 0

    def step(self, x: np.ndarray, y: np.ndarray) -> float:
        p, kept, grads, hidden = self.params, [], {}, len(SIZES) - 2
        a = x
        for i in range(hidden):
            z = np.dot(a, p[f"W{i}"]) + p[f"b{i}"]
            mean, variance = np.mean(z, axis=0), np.var(z, axis=0)
            old_mean, old_variance = self.moving[i]
            self.moving[i] = (
                0.99 * old_mean + 0.01 * mean, 0.99 * old_variance + 0.01 * variance
            )
            deviation = np.sqrt(variance + 1e-3)
            normal = (z - mean) / deviation
            out = p[f"gamma{i}"] * normal + p[f"beta{i}"]
            kept.append((a, normal, deviation, out))
            a = np.where(out > 0, out, 0)
        logits = np.dot(a, p[f"W{hidden}"]) + p[f"b{hidden}"]
        exps = np.exp(logits - np.max(logits, axis=1, keepdims=True))
        probabilities = exps / np.sum(exps, axis=1, keepdims=True)
        one_hot = np.eye(SIZES[-1])[y]
        loss = -np.mean(np.sum(one_hot * np.log(probabilities + 1e-12), axis=1))
        d = (probabilities - one_hot) / len(x)
        grads[f"W{hidden}"], grads[f"b{hidden}"] = np.dot(a.T, d), np.sum(d, axis=0)
        d = np.dot(d, p[f"W{hidden}"].T)
        for i in reversed(range(hidden)):
            a, normal, deviation, out = kept[i]
            d = np.where(out > 0, d, 0)
            grads[f"gamma{i}"], grads[f"beta{i}"] = np.sum(d * normal, axis=0), np.sum(d, axis=0)
            d_normal = d * p[f"gamma{i}"]
            d = (
                d_normal - np.mean(d_normal, axis=0)
                - normal * np.mean(d_normal * normal, axis=0)
            ) / deviation
            grads[f"W{i}"], grads[f"b{i}"] = np.dot(a.T, d), np.sum(d, axis=0)
            d = np.dot(d, p[f"W{i}"].T)
        self.t += 1
        for key, g in grads.items():
            self.m[key] = 0.9 * self.m[key] + 0.1 * g
            self.v[key] = 0.999 * self.v[key] + 0.001 * g**2
            m_hat = self.m[key] / (1 - 0.9**self.t)
            v_hat = self.v[key] / (1 - 0.999**self.t)
            p[key] = p[key] - RATE * m_hat / (np.sqrt(v_hat) + 1e-7)
        return float(loss)


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
        for layer in (
            keras.layers.Dense(n), keras.layers.BatchNormalization(), keras.layers.ReLU()
        )
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


def peer_textbook() -> tuple[Step, Epoch]:
    x, y = data()
    x = x.astype("float64")
    net = Textbook([w for w in ours().get_weights() if w.ndim == 2])
    return net.step, lambda: [net.step(*batch) for batch in batches(x, y)]


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
    print(table(
        ("float32 unless said", "times faster than the textbook"),
        [(name, ratio(base / seconds)) for name, seconds in times.items()],
    ))
    print(f"\nnnbook's fit is {ratio(times['Keras `fit`'] / fitted)} times as fast as Keras's, and")
    limit = times["the 11 products alone"] / fitted
    print(f"reaches {limit:.0%} of the speed of the matrix products alone.\n")
    print(machine("numpy", "keras", "tensorflow"))


if __name__ == "__main__":
    main()

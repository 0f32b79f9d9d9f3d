r"""Sequential: a stack of layers that learns, with Keras's names, arguments and defaults.

One training step of :meth:`Sequential.train_on_batch` is four lines of mathematics:

.. math::
    \hat y = f(x; w), \qquad
    L = \text{loss}(y, \hat y) + \sum_i r(w_i), \qquad
    g = \frac{\partial L}{\partial w}, \qquad
    w \leftarrow \text{constraint}(\text{optimizer}(w, g))

the forward pass, the loss with the regularizers' terms, the backward pass, the update.

Where the network ends in a softmax or a sigmoid and the loss is the cross-entropy that belongs to
it, the two are computed together, from the numbers before the activation (the logits): the gradient
is then simply :math:`\hat y - y`, and no digits are lost in a logarithm of nearly 0. Keras does the
same.

The numbers are float32, as in Keras, unless the network is built from float64 data (or with
``dtype="float64"``).
"""

import functools
import inspect
import itertools
import json
import math
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from numbers import Integral
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from nnbook import activations, initializers, layers, losses, optimizers, regularizers, schedules
from nnbook._checks import (
    as_array,
    as_dtype,
    as_floats,
    as_seed,
    as_shape,
    direction,
    number,
    unknown,
)

__all__ = ["Callback", "EarlyStopping", "History", "Sequential", "load_model"]


# ---------------------------------------------------------------------------------- callbacks


class Callback:
    """Something that fit calls at set moments. Override the methods you need.

    Its methods are all that fit calls, at Keras's moments. ``model`` is the network in training.
    ``logs`` maps names such as ``"loss"`` to the epoch's (or the batch's) values; it is None where
    there are none yet. Set ``model.stop_training = True`` to end the training after the batch that
    runs or comes next, or, in ``on_epoch_end``, after that epoch.
    """

    model: "Sequential"

    def set_model(self, model: "Sequential") -> None:
        """Called first, with the network that is about to be trained."""
        self.model = model

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        """Called once, before the first epoch."""

    def on_train_end(self, logs: dict[str, float] | None = None) -> None:
        """Called once, after the last epoch, with that epoch's loss and metrics."""

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """Called before each epoch; ``epoch`` counts from 0."""

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """Called after each epoch, with its loss and metrics."""

    def on_train_batch_begin(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """Called before each update; ``batch`` counts from 0 in each epoch."""

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """Called after each update, with that batch's loss and metrics."""


class History(Callback):
    """What :meth:`Sequential.fit` returns: the curve of every quantity, one value per epoch.

    Attributes:
        history: maps ``"loss"``, each metric, ``"val_loss"``, ... to a list of floats.
        epoch: the epochs that ran, counted from 0.
    """

    def __init__(self) -> None:
        self.history: dict[str, list[float]] = {}
        self.epoch: list[int] = []

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)


class EarlyStopping(Callback):
    """Ends the training when a quantity has not improved for ``patience`` epochs.

    An epoch is an improvement if its value is better than the best so far by more than
    ``min_delta``.

    Args:
        monitor: the quantity, a key of the history.
        min_delta: the smallest change that counts as an improvement.
        patience: how many epochs in a row may pass without an improvement.
        verbose: 1 prints a line when the training is stopped and when weights are restored.
        mode: ``"min"``, ``"max"``, or ``"auto"``: accuracies rise, losses fall.
        baseline: if given, only values better than this let the training go on beyond
            ``patience`` epochs.
        restore_best_weights: whether the network ends with the weights of its best epoch (else:
            of its last).
        start_from_epoch: how many epochs to wait before looking.

    Attributes:
        best: the best value so far.
        best_epoch: its epoch, counted from 0.
        stopped_epoch: the epoch at whose end the training was stopped; 0 if it was not.

    Raises:
        ValueError: for a mode that doesn't exist, or ``"auto"`` and a name that doesn't tell; in
            fit, if ``monitor`` is not among the
            quantities of the training (Keras warns and goes on).

    Source:
        Prechelt, 1998.
    """

    def __init__(
        self,
        monitor: str = "val_loss",
        min_delta: float = 0,
        patience: int = 0,
        verbose: int = 0,
        mode: str = "auto",
        baseline: float | None = None,
        restore_best_weights: bool = False,
        start_from_epoch: int = 0,
    ) -> None:
        self.monitor = monitor
        self.min_delta = abs(number(min_delta, "min_delta"))
        self.patience = _count(patience, "patience", low=0)
        self.verbose = verbose
        self.mode = direction(mode, monitor)
        self.baseline = None if baseline is None else number(baseline, "baseline")
        self.restore_best_weights = restore_best_weights
        self.start_from_epoch = _count(start_from_epoch, "start_from_epoch", low=0)
        self.on_train_begin()

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        self.best: float | None = None
        self.best_epoch = 0
        self.best_weights: list[NDArray] | None = None
        self.stopped_epoch = 0
        self.wait = 0

    def _is_improvement(self, value: float, reference: float | None) -> bool:
        if reference is None:
            return True
        if self.mode == "max":
            return value - self.min_delta > reference
        return value + self.min_delta < reference

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        value = _monitored(self.monitor, logs or {}, "EarlyStopping")
        if epoch < self.start_from_epoch:
            return
        if self.restore_best_weights and self.best_weights is None:
            self.best_weights = self.model.get_weights()
            self.best_epoch = epoch
        self.wait += 1
        if self._is_improvement(value, self.best):
            self.best, self.best_epoch = value, epoch
            if self.restore_best_weights:
                self.best_weights = self.model.get_weights()
            if self.baseline is None or self._is_improvement(value, self.baseline):
                self.wait = 0
        elif self.wait >= self.patience and epoch > 0:
            self.stopped_epoch = epoch
            self.model.stop_training = True

    def on_train_end(self, logs: dict[str, float] | None = None) -> None:
        if self.stopped_epoch > 0 and self.verbose:
            print(f"Epoch {self.stopped_epoch + 1}: early stopping")
        if self.best_weights is not None:
            if self.verbose:
                print(f"Restoring model weights from the end of epoch {self.best_epoch + 1}.")
            self.model.set_weights(self.best_weights)


def _monitored(monitor: str, logs: dict[str, float], who: str) -> float:
    """The value of the monitored quantity in an epoch's logs."""
    if monitor not in logs:
        hint = (
            " Pass fit validation_data or validation_split."
            if monitor.startswith("val_") and not any(name.startswith("val_") for name in logs)
            else ""
        )
        raise ValueError(
            f"{who} monitors {monitor!r}, but this training computes {', '.join(logs)}.{hint}"
        )
    return logs[monitor]


# ------------------------------------------------------------------------- losses and metrics


def _loss_object(identifier: object) -> losses.Loss | None:
    """The loss as an object that has a gradient too: ``"mse"`` becomes ``MeanSquaredError()``."""
    loss = losses.get(identifier)
    if loss is None or isinstance(loss, losses.Loss):
        return loss
    # A function such as losses.mean_squared_error: its class bears its name in CamelCase.
    cls = getattr(losses, getattr(loss, "__name__", "").title().replace("_", ""), None)
    if cls is None or losses.get(loss.__name__) is not loss:
        raise ValueError(
            "loss must be a name, a function of nnbook.losses, or a losses.Loss with a gradient, "
            f"got {loss!r}."
        )
    return cls()


def _binary_accuracy(y_true: NDArray, y_pred: NDArray) -> NDArray:
    return np.mean(y_true == (y_pred > 0.5), axis=-1)


def _categorical_accuracy(y_true: NDArray, y_pred: NDArray) -> NDArray:
    return y_true.argmax(axis=-1) == y_pred.argmax(axis=-1)


def _sparse_categorical_accuracy(y_true: NDArray, y_pred: NDArray) -> NDArray:
    if y_true.ndim == y_pred.ndim:
        y_true = y_true[..., 0]
    return y_true == y_pred.argmax(axis=-1)


_ACCURACIES = {
    "binary_accuracy": _binary_accuracy,
    "categorical_accuracy": _categorical_accuracy,
    "sparse_categorical_accuracy": _sparse_categorical_accuracy,
}


def _accuracy(y_true: NDArray, y_pred: NDArray) -> NDArray:
    """The accuracy that fits the shapes, as Keras resolves ``"accuracy"``."""
    if y_pred.shape[-1] == 1:
        return _binary_accuracy(y_true, y_pred)
    if y_true.ndim < y_pred.ndim or y_true.shape[-1] == 1:
        return _sparse_categorical_accuracy(y_true, y_pred)
    return _categorical_accuracy(y_true, y_pred)


def _metric(identifier: str | Callable) -> tuple[str, Callable[[NDArray, NDArray], NDArray]]:
    """A metric's name in the history, and its function: one value per sample."""
    if callable(identifier):
        return getattr(identifier, "__name__", type(identifier).__name__), identifier
    if not isinstance(identifier, str):
        raise ValueError(f"metrics must hold names or functions, got {identifier!r}.")
    if identifier.lower() in ("accuracy", "acc"):  # in any case, as Keras has it
        return identifier, _accuracy
    if identifier in _ACCURACIES:
        return identifier, _ACCURACIES[identifier]
    try:
        loss = losses.get(identifier)
    except ValueError:
        loss = None
    if loss is None:
        raise unknown("metric", identifier, ("accuracy", "acc", *_ACCURACIES, *losses.FUNCTIONS))
    return identifier, loss.call if isinstance(loss, losses.Loss) else loss


class _Means:
    """Running means of the loss and the metrics over the samples of an epoch."""

    def __init__(self) -> None:
        self.sums: dict[str, float] = {}
        self.n_samples = 0

    def add(self, logs: dict[str, float], n_samples: int) -> None:
        self.n_samples += n_samples
        for name, value in logs.items():
            self.sums[name] = self.sums.get(name, 0.0) + value * n_samples

    def result(self) -> dict[str, float]:
        return {name: total / self.n_samples for name, total in self.sums.items()}


# ------------------------------------------------------------------------------------- checks


def _count(value: int, name: str, low: int = 1) -> int:
    if isinstance(value, bool) or not isinstance(value, Integral) or value < low:
        raise ValueError(f"{name} must be an integer of at least {low}, got {value!r}.")
    return int(value)


def _batch_of(shape: Sequence[int]) -> str:
    """(N, ...) as text, for a message."""
    return f"({', '.join(map(str, ('N', *shape)))}{'' if shape else ','})"


def _samples(x: ArrayLike, name: str) -> NDArray:
    """``x`` as an array with an axis of samples. Not copied: each batch is converted alone."""
    x = as_array(x, name)
    if x.dtype.kind not in "buif":
        raise ValueError(f"{name} must hold real numbers, got {x.dtype}.")
    if x.ndim == 0 or len(x) == 0:
        raise ValueError(f"{name} must hold at least one sample, got shape {x.shape}.")
    return x


# ------------------------------------------------------------------- pieces that fit together


def _last_activation(layer: layers.Layer) -> layers.Activation | None:
    """The activation that ends a layer, or that it is."""
    if isinstance(layer, layers.Activation):
        return layer
    return getattr(layer, "activation_layer", None)


@functools.cache
def _can_skip_dx(layer: type[layers.Layer]) -> bool:
    """Whether backward takes ``need_dx``: a layer of the user's own need not."""
    return "need_dx" in inspect.signature(layer.backward).parameters


# The losses that can be computed from what goes into the activation, and better so.
_FROM_LOGITS: dict[Callable, tuple[type[losses.Loss], ...]] = {
    activations.sigmoid: (losses.BinaryCrossentropy,),
    activations.softmax: (losses.CategoricalCrossentropy, losses.SparseCategoricalCrossentropy),
}


def _belong_together(activation: layers.Activation, loss: losses.Loss) -> bool:
    """Whether the loss is to be computed from what goes into the activation."""
    return (
        type(loss) in _FROM_LOGITS.get(activation.activation, ())
        and not loss.from_logits
        and getattr(loss, "axis", -1) == activation.arguments.get("axis", -1) == -1
    )


def _shapes(arrays: dict[str, NDArray]) -> list[tuple]:
    return [(name, array.shape) for name, array in arrays.items()]


class _Flat:
    """All parameters of some layers in one array, and all gradients in another.

    The layers' own arrays become views of the two. One update of a long array is much faster than
    one for each of many short ones. This is done where nobody can hold an array of these layers
    yet: an array that is replaced later would no longer show what the network learns.
    """

    def __init__(self, layers: Sequence[layers.Layer]) -> None:
        # A layer of the user's own may make its gradients later: it stays outside.
        self.layers = [a for a in layers if a.params and _shapes(a.params) == _shapes(a.grads)]
        self.params = self._pack([layer.params for layer in self.layers])
        self.grads = self._pack([layer.grads for layer in self.layers])
        sizes = [sum(array.size for array in layer.params.values()) for layer in self.layers]
        self.bounds = [0, *itertools.accumulate(sizes)]

    def __reduce__(self) -> tuple:
        """A copy packs the copied layers, whose arrays are views of nothing."""
        return _Flat, (self.layers,)

    @staticmethod
    def _pack(dicts: list[dict[str, NDArray]]) -> NDArray:
        arrays = [array for own in dicts for array in own.values()]
        flat = np.concatenate([array.reshape(-1) for array in arrays]) if arrays else np.zeros(0)
        start = 0
        for own in dicts:
            for name, array in own.items():
                own[name] = flat[start : start + array.size].reshape(array.shape)
                start += array.size
        return flat

    def piece(self, layers: Sequence[layers.Layer]) -> tuple[NDArray, NDArray] | None:
        """Params and grads of these layers, each as one view; None if they don't lie in one piece.

        They don't where a frozen layer is between them, where one was built before it came into the
        network, or where one has got another array since.
        """
        first = self.layers.index(layers[0]) if layers and layers[0] in self.layers else 0
        last = first + len(layers)
        if layers != self.layers[first:last] or not all(
            array.base is flat
            for layer in layers
            for flat, own in ((self.params, layer.params), (self.grads, layer.grads))
            for array in own.values()
        ):
            return None
        cells = slice(self.bounds[first], self.bounds[last])
        return self.params[cells], self.grads[cells]


class _Plateau(Callback):
    """Lets a :class:`~nnbook.schedules.ReduceLROnPlateau` watch the training."""

    def __init__(self, plateau: schedules.ReduceLROnPlateau) -> None:
        self.plateau = plateau

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        self.plateau.reset()

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        value = _monitored(self.plateau.monitor, logs, "ReduceLROnPlateau")
        optimizer = self.model.optimizer
        logs["learning_rate"] = optimizer.current_learning_rate
        optimizer.learning_rate = self.plateau.update(value, optimizer.current_learning_rate)


_Watcher = Callback | schedules.ReduceLROnPlateau


def _callbacks(callbacks: "_Watcher | Iterable[_Watcher] | None") -> list[Callback]:
    """What fit was given, as a list of callbacks."""
    if not isinstance(callbacks, Iterable | None):
        callbacks = [callbacks]  # one alone, as Keras takes it, too
    callbacks = list(callbacks or ())
    for callback in callbacks:
        if not isinstance(callback, _Watcher):
            raise ValueError(
                f"callbacks must hold Callback objects or ReduceLROnPlateau, got {callback!r}."
            )
    return [_Plateau(c) if isinstance(c, schedules.ReduceLROnPlateau) else c for c in callbacks]


def _verbosity(verbose: int | str) -> int:
    if verbose == "auto":
        return int(sys.stderr.isatty())
    if verbose not in (0, 1, 2):
        raise ValueError(f"verbose must be 0, 1, 2 or 'auto', got {verbose!r}.")
    return int(verbose)


@contextmanager
def _progress(total: int, title: str, verbose: int) -> Iterator[Callable[..., None]]:
    """A function to call after each batch; with ``verbose=1`` it moves a bar on stderr."""
    if verbose != 1:
        yield lambda means=None: None
        return
    from tqdm import tqdm

    with tqdm(total=total, desc=title, unit="batch") as bar:

        def step(means: _Means | None = None) -> None:
            if means is not None:
                bar.set_postfix(
                    {name: f"{v:.4f}" for name, v in means.result().items()}, refresh=False
                )
            bar.update()

        yield step


# --------------------------------------------------------------------------------- the network


class Sequential:
    r"""A network whose layers follow each other: the output of one is the input of the next.

    ::

        model = Sequential([Dense(100, activation="relu"), Dense(10, activation="softmax")], seed=0)
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy",
                      metrics=["accuracy"])
        history = model.fit(x_train, y_train, epochs=5, validation_split=0.1)
        loss, accuracy = model.evaluate(x_test, y_test)

    The network is built, that is, its parameters get their shapes and initial values, when it
    first sees data, or by :meth:`build`.

    Args:
        layers: the layers, in order.
        seed: an integer or a ``numpy.random.Generator``. All randomness comes from it: initial
            values, dropout, the order of the samples. None takes a new one each time.

    Attributes:
        layers: the list of layers.
        optimizer, loss: what :meth:`compile` was given, as objects; None before.
        stop_training: set it to True, in a callback, to end the training, see :class:`Callback`.

    Raises:
        ValueError: if something among ``layers`` is not a layer, or ``seed`` is not a seed.
    """

    def __init__(
        self,
        layers: Iterable[layers.Layer] | None = None,
        *,
        seed: int | np.random.Generator | None = None,
    ) -> None:
        self.layers: list = []
        self.built = False
        self.stop_training = False
        self._learned: list[layers.Layer] | None = None
        self.optimizer: optimizers.Optimizer | None = None
        self.loss: losses.Loss | None = None
        self._metric_identifiers: list[str | Callable] = []
        self._metrics: list[tuple[str, Callable]] = []
        self._rng = np.random.default_rng(as_seed(seed))
        self._steps = 0
        self._flat = _Flat([])
        for layer in layers or ():
            self.add(layer)

    def add(self, layer: "layers.Layer") -> None:
        """Appends a layer.

        Args:
            layer: the layer. If its name is taken, it gets the next number: dense, dense_1, ...

        Raises:
            ValueError: if it is not a layer, is already in this network, or the network is built.
        """
        if not isinstance(layer, layers.Layer):
            raise ValueError(f"layer must be a layer of nnbook.layers, got {layer!r}.")
        if any(layer is other for other in self.layers):
            raise ValueError(f"layer {layer.name!r} is already in this network.")
        if self.built:
            raise ValueError("layer cannot be added: the network is already built.")
        taken = {other.name for other in self.layers}
        if layer.name in taken:
            numbered = (f"{layer.name}_{i}" for i in range(1, len(taken) + 1))
            layer.name = next(name for name in numbered if name not in taken)
        self.layers.append(layer)

    def get_layer(self, name: str) -> "layers.Layer":
        """Returns the layer of that name.

        Args:
            name: a name, as :meth:`summary` shows it.

        Returns:
            The layer.

        Raises:
            ValueError: if there is none, with the nearest name.
        """
        for layer in self.layers:
            if layer.name == name:
                return layer
        raise unknown("layer", name, [layer.name for layer in self.layers])

    # ------------------------------------------------------------- shapes, parameters, summary

    def build(self, input_shape: Sequence[int | None], dtype: DTypeLike = "float32") -> None:
        """Gives every layer its parameters, for inputs of this shape. fit does it by itself.

        Args:
            input_shape: the shape of a batch, with None for the number of samples, such as
                (None, 784), as Keras has it.
            dtype: "float32" or "float64", the type of all parameters and results.

        Raises:
            ValueError: if there are no layers, a layer cannot take the shape, the network is built
                for another shape, or an argument is not of that kind.
        """
        shape = (None, *as_shape(input_shape, "input_shape")[1:])
        if self.built:
            if shape != self.input_shape:
                raise ValueError(
                    f"input_shape must be {self.input_shape}, for which this network is built, "
                    f"got {tuple(input_shape)}."
                )
            return
        if not self.layers:
            raise ValueError("The network has no layers: add some first.")
        self.input_shape, self.dtype = shape, as_dtype(dtype)
        new = [layer for layer in self.layers if not layer.built]
        try:
            for layer in self.layers:
                if not layer.built:
                    layer.build(shape, rng=self._rng.spawn(1)[0], dtype=self.dtype)
                shape = layer.output_shape
        except BaseException:
            for layer in new:  # built for a shape that does not work: the next may be another
                layer.built = False
            raise
        self.output_shape = shape
        self._flat = _Flat(new)
        self.built = True

    @property
    def params(self) -> dict[str, NDArray]:
        """All parameters that learning changes, by ``"layer/parameter"``, such as "dense/kernel".

        The arrays are the network's own: what you change in place, the network computes with.
        Layers that are not ``trainable`` are left out.
        """
        return {f"{a.name}/{key}": w for a in self._learning() for key, w in a.params.items()}

    @property
    def grads(self) -> dict[str, NDArray]:
        """The gradients of the last backward pass, with the keys of :attr:`params`."""
        return {f"{a.name}/{key}": g for a in self._learning() for key, g in a.grads.items()}

    def _learning(self) -> list[layers.Layer]:
        return [layer for layer in self.layers if layer.trainable and layer.params]

    @property
    def trainable(self) -> bool:
        """Whether any layer is ``trainable``. Setting it sets it for all layers, as in Keras."""
        return any(layer.trainable for layer in self.layers)

    @trainable.setter
    def trainable(self, value: bool) -> None:
        for layer in self.layers:
            layer.trainable = value

    @property
    def trainable_weights(self) -> list[NDArray]:
        """The arrays that training changes by their gradients, layer by layer."""
        return [w for layer in self.layers for w in layer.trainable_weights]

    @property
    def non_trainable_weights(self) -> list[NDArray]:
        """The other arrays: moving statistics, and all of the layers that are not trainable."""
        return [w for layer in self.layers for w in layer.non_trainable_weights]

    def count_params(self) -> int:
        """Returns the number of parameters: those that learn and those that don't."""
        self._need_built("count_params")
        return sum(w.size for w in self._weights())

    def summary(self, *, print_fn: Callable[[str], object] = print) -> None:
        """Prints a table: each layer, the shape of its output, how many parameters it has.

        Args:
            print_fn: called with each line.

        Raises:
            ValueError: if the network is not built.
        """
        self._need_built("summary")
        rows = [("Layer (type)", "Output Shape", "Param #")]
        for layer in self.layers:
            title = f"{layer.name} ({type(layer).__name__})"
            rows.append((title, str(layer.output_shape), f"{layer.count_params():,}"))
        widths = [max(len(row[i]) for row in rows) for i in range(3)]
        line = "-" * (sum(widths) + 4)
        learned = sum(w.size for w in self.trainable_weights)
        for i, (name, shape, count) in enumerate(rows):
            print_fn(f"{name:<{widths[0]}}  {shape:<{widths[1]}}  {count:>{widths[2]}}")
            if i in (0, len(rows) - 1):
                print_fn(line)
        print_fn(f"Total params: {self.count_params():,}")
        print_fn(f"Trainable params: {learned:,}")
        print_fn(f"Non-trainable params: {self.count_params() - learned:,}")

    def _weights(self) -> list[NDArray]:
        return [w for a in self.layers for w in (*a.params.values(), *a.state.values())]

    def get_weights(self) -> list[NDArray]:
        """Returns copies of all weights, layer by layer: kernel, bias; gamma, beta, moving mean,
        moving variance. That is Keras's order: ``keras_model.set_weights(model.get_weights())``.
        """
        self._need_built("get_weights")
        return [w.copy() for w in self._weights()]

    def set_weights(self, weights: Sequence[ArrayLike]) -> None:
        """Sets all weights, in place, from arrays in the order of :meth:`get_weights`.

        Args:
            weights: the arrays, also those of the same network in Keras.

        Raises:
            ValueError: if their number or a shape does not fit, or one does not hold real
                numbers. Then nothing has changed.
        """
        self._need_built("set_weights")
        own, new = self._weights(), as_floats(weights, "weights")
        if [w.shape for w in own] != [w.shape for w in new]:
            raise ValueError(
                f"weights must have the shapes {[w.shape for w in own]}, "
                f"got {[w.shape for w in new]}."
            )
        for mine, w in zip(own, new, strict=True):
            mine[...] = w

    def _need_built(self, what: str) -> None:
        if not self.built:
            raise ValueError(f"{what} needs a built network: call build((None, ...)) or fit first.")

    # -------------------------------------------------------------------- forward and backward

    def forward(self, x: ArrayLike, training: bool = False) -> NDArray:
        """The output of the network for one batch; builds the network if needed.

        Args:
            x: inputs, shape (N, ...). For many samples use :meth:`predict`, which goes in batches.
            training: whether dropout drops and batch normalization uses the batch's statistics.

        Returns:
            The last layer's output, shape (N, ...).

        Raises:
            ValueError: if ``x`` does not have the shape that the network is built for.
        """
        x = self._inputs(_samples(x, "x"))
        for layer in self.layers:
            x = layer.forward(x, training=training)
        return x

    def backward(self, dy: ArrayLike) -> NDArray:
        """Backpropagation: fills :attr:`grads` for the last forward pass.

        Args:
            dy: the derivative of the loss by the network's output, of the output's shape.

        Returns:
            The derivative of the loss by the network's input, of the input's shape.

        Raises:
            RuntimeError: before a forward pass.
        """
        for layer in reversed(self.layers):
            dy = layer.backward(dy)
        return dy

    def _inputs(self, x: NDArray) -> NDArray:
        """A batch in the network's dtype, once its shape is right."""
        self._check_inputs(x)
        return x.astype(self.dtype, copy=False)

    def _check_inputs(self, x: NDArray) -> None:
        if not self.built:
            self.build((None, *x.shape[1:]), np.float64 if x.dtype == np.float64 else np.float32)
        if x.shape[1:] != self.input_shape[1:]:
            raise ValueError(
                f"x must have shape {_batch_of(self.input_shape[1:])}, for which this network is "
                f"built, got {x.shape}."
            )

    # ---------------------------------------------------------------------------- training

    def compile(
        self,
        optimizer: str | optimizers.Optimizer = "rmsprop",
        loss: str | Callable | losses.Loss | None = None,
        *,
        metrics: Sequence[str | Callable] | None = None,
    ) -> None:
        """Says how the network learns.

        Args:
            optimizer: a name such as "adam", or an optimizer.
            loss: a name such as "mse", a function of :mod:`nnbook.losses`, or a loss object.
            metrics: names, or functions of (y_true, y_pred) that give one value per sample.
                "accuracy" means, as in Keras, the binary accuracy for one output, else the sparse
                one for class indices, else the categorical one.

        Raises:
            ValueError: for an unknown name, with the nearest known one.
        """
        self.optimizer = optimizers.get(optimizer)
        self.loss = _loss_object(loss)
        if isinstance(metrics, str) or callable(metrics):
            metrics = [metrics]
        if not isinstance(metrics, Iterable | None):
            raise ValueError(f"metrics must be a list of names or functions, got {metrics!r}.")
        self._metric_identifiers = list(metrics or ())
        self._metrics = [_metric(identifier) for identifier in self._metric_identifiers]
        self._steps = 0
        self._learned = None

    @property
    def metrics_names(self) -> list[str]:
        """What evaluate and train_on_batch return, in order: "loss", then the metrics."""
        return ["loss", *(name for name, _ in self._metrics)]

    def fit(
        self,
        x: ArrayLike,
        y: ArrayLike,
        batch_size: int | None = 32,
        epochs: int = 1,
        verbose: int | str = "auto",
        callbacks: "_Watcher | Sequence[_Watcher] | None" = None,
        validation_split: float = 0.0,
        validation_data: tuple[ArrayLike, ArrayLike] | None = None,
        shuffle: bool = True,
    ) -> History:
        """Trains the network: in each epoch, one update for each batch of samples.

        Targets (N,) are taken as (N, 1) where the network has one output. Beyond the parameters
        and one batch, the memory in use is the order of the samples, 8 bytes each.

        Args:
            x: inputs, shape (N, ...).
            y: targets: of the output's shape, or class indices (N,) for a sparse loss.
            batch_size: samples in an update (the last batch of an epoch may have fewer).
            epochs: how often each sample is seen.
            verbose: 0 shows nothing, 1 a progress bar per epoch on standard error, 2 a printed
                line per epoch, "auto" a bar if standard error is a terminal.
            callbacks: one or a list of :class:`EarlyStopping`,
                :class:`~nnbook.schedules.ReduceLROnPlateau`, or your own :class:`Callback` objects.
            validation_split: the share of samples, the last ones before any shuffling, that do not
                train but are evaluated after each epoch.
            validation_data: (x, y) to evaluate after each epoch instead.
            shuffle: whether each epoch goes through the samples in a new random order.

        Returns:
            The history: "loss" and the metrics as means over the epoch (in training mode, before
            each update), the same after the epoch with ``val_`` in front, and "learning_rate" if it
            follows a schedule or a plateau.

        Raises:
            ValueError: if an argument or a shape does not fit, or the loss is not finite at some
                step; the sentence names the step and what to try.
        """
        self._need_compiled("fit")
        x, y = self._pairs(x, y)
        batch_size = _count(32 if batch_size is None else batch_size, "batch_size")
        epochs = _count(epochs, "epochs")
        verbose = _verbosity(verbose)
        (x, y), validation_data = self._split(x, y, validation_split, validation_data)
        history = History()
        callbacks = [*_callbacks(callbacks), history]
        self.stop_training = False
        for callback in callbacks:
            callback.set_model(self)
            callback.on_train_begin()
        n_batches = -(-len(x) // batch_size)
        for epoch in range(epochs):
            for callback in callbacks:
                callback.on_epoch_begin(epoch)
            order = self._rng.permutation(len(x)) if shuffle else None
            rate = self.optimizer.current_learning_rate
            means = _Means()
            title = f"Epoch {epoch + 1}/{epochs}"
            with _progress(n_batches, title, verbose) as bar:
                for batch in range(n_batches):
                    rows = slice(batch * batch_size, (batch + 1) * batch_size)
                    if order is not None:
                        rows = order[rows]
                    for callback in callbacks:
                        callback.on_train_batch_begin(batch)
                    where = f" (epoch {epoch + 1}, batch {batch + 1} of {n_batches})"
                    logs = self._train_step(x[rows], y[rows], where)
                    means.add(logs, len(y[rows]))
                    for callback in callbacks:
                        callback.on_train_batch_end(batch, logs)
                    bar(means)
                    if self.stop_training:
                        break
            logs = means.result()
            if validation_data is not None:
                val = self._evaluate(*validation_data, batch_size)
                logs |= {f"val_{name}": value for name, value in val.items()}
            if callable(self.optimizer.learning_rate):
                logs["learning_rate"] = rate
            for callback in callbacks:
                callback.on_epoch_end(epoch, logs)
            if verbose == 2:
                print(" - ".join([title, *(f"{name}: {v:.4f}" for name, v in logs.items())]))
            if self.stop_training:
                break
        for callback in callbacks:
            callback.on_train_end(logs)
        return history

    def train_on_batch(
        self, x: ArrayLike, y: ArrayLike, *, return_dict: bool = False
    ) -> float | list[float] | dict[str, float]:
        """One update from one batch.

        Args:
            x: inputs, shape (N, ...).
            y: targets.
            return_dict: whether to return a dict by name.

        Returns:
            The batch's loss before the update, or a list of it and the metrics.

        Raises:
            ValueError: as in :meth:`fit`.
        """
        self._need_compiled("train_on_batch")
        return self._answer(self._train_step(*self._pairs(x, y)), return_dict)

    def loss_and_gradients(self, x: ArrayLike, y: ArrayLike) -> tuple[float, dict[str, NDArray]]:
        """The loss of a batch in training mode, and its gradients, without an update.

        No parameter changes. But it is a pass in training mode: it moves the statistics of
        BatchNormalization and draws new masks for Dropout.

        Args:
            x: inputs, shape (N, ...).
            y: targets.

        Returns:
            The loss with the regularizers' terms (of layers that learn), and :attr:`grads`.

        Raises:
            ValueError: as in :meth:`fit`.
        """
        self._need_compiled("loss_and_gradients")
        loss, _ = self._loss_and_gradients(*self._pairs(x, y))
        return loss, self.grads

    def _train_step(self, x: NDArray, y: NDArray, where: str = "") -> dict[str, float]:
        loss, output = self._loss_and_gradients(x, y, where)
        self._update()
        self._steps += 1
        return {"loss": loss} | self._metrics_of(y, output)

    def _loss_and_gradients(self, x: NDArray, y: NDArray, where: str = "") -> tuple[float, NDArray]:
        """Forward, loss, backward. Returns the loss and what it was computed from."""
        # An overflow here ends in a loss that is not finite, which is reported as such.
        with np.errstate(over="ignore", invalid="ignore"):
            output = self._forward(x, training=True)
            loss = math.nan  # of an output that is not finite
            if np.isfinite(output).all():
                loss, gradient = self._cost.value_and_gradient(y, output)
                loss += self._penalties()
            if not math.isfinite(loss):
                raise self._not_finite(loss, x, where)
            self._backward(gradient)
            for layer, name, penalty in self._attached("regularizer"):
                layer.grads[name] += penalty.gradient(layer.params[name])
        return loss, output

    # Where the last activation and the loss belong together, the loss is computed from the logits:
    # the forward pass stops before the activation, and the backward pass starts there.

    @property
    def _from_logits(self) -> bool:
        activation = _last_activation(self.layers[-1])
        return activation is not None and _belong_together(activation, self.loss)

    @property
    def _cost(self) -> losses.Loss:
        return type(self.loss)(from_logits=True) if self._from_logits else self.loss

    def _forward(self, x: NDArray, training: bool) -> NDArray:
        """What the cost is computed from: the network's output, or its logits."""
        if not self._from_logits:
            return self.forward(x, training)
        x = self._inputs(x)
        *layers_before, last = self.layers
        for layer in layers_before:
            x = layer.forward(x, training=training)
        return x if isinstance(last, layers.Activation) else last.forward_logits(x)

    def _backward(self, gradient: NDArray) -> None:
        """Backpropagation from the cost's gradient, down to the first layer that learns."""
        remaining = list(self.layers)
        from_logits = self._from_logits
        if from_logits and isinstance(remaining[-1], layers.Activation):
            remaining.pop()  # its part is in the gradient already
            from_logits = False
        learns = [bool(layer.trainable and layer.params) for layer in remaining]
        first = learns.index(True) if any(learns) else len(remaining)
        for i in reversed(range(first, len(remaining))):
            backward = remaining[i].backward_logits if from_logits else remaining[i].backward
            from_logits = False
            if i == first and _can_skip_dx(type(remaining[i])):
                backward(gradient, need_dx=False)
            else:
                gradient = backward(gradient)

    def _not_finite(self, loss: float, x: NDArray, where: str) -> ValueError:
        what = f"The loss is {loss:g} at step {self._steps + 1}{where}"
        if not np.isfinite(x).all():
            return ValueError(f"{what}, because x of this batch holds NaN or infinity: clean it.")
        return ValueError(
            f"{what}: try a smaller learning_rate, clipnorm=1.0 in the optimizer, or x scaled to "
            "mean 0 and standard deviation 1."
        )

    def _value(self, y: NDArray, output: NDArray) -> float:
        """The cost of a batch with the regularizers' terms; NaN if the output is not finite."""
        if not np.isfinite(output).all():
            return math.nan
        return self._cost(y, output) + self._penalties()

    def _penalties(self) -> float:
        """What the regularizers add to the loss."""
        return sum(r(layer.params[name]) for layer, name, r in self._attached("regularizer"))

    def _attached(self, kind: str) -> list[tuple[layers.Layer, str, Callable]]:
        """Every parameter that learns and has a "regularizer" or a "constraint", with it."""
        return [
            (layer, name, what)
            for layer in self._learning()
            for name in layer.params
            if (what := getattr(layer, f"{name}_{kind}", None)) is not None
        ]

    def _update(self) -> None:
        learning = self._learning()
        if self._learned not in (None, learning):
            raise ValueError(
                "trainable of the layers must stay as it was at the last update: after a change, "
                "call compile with a new optimizer, as in Keras."
            )
        self._learned = learning
        if self.optimizer.clipnorm is not None:  # clips the norm of each array
            self.optimizer.update(self.params, self.grads)
        elif (piece := self._flat.piece(learning)) is not None:
            # The same numbers, faster: a rule works entry by entry.
            self.optimizer.update({"params": piece[0]}, {"params": piece[1]})
        else:
            self._update_scattered()
        for layer, name, constraint in self._attached("constraint"):
            layer.params[name][...] = constraint(layer.params[name])

    def _update_scattered(self) -> None:
        """The same update where the arrays don't lie in one piece: through copies that do."""
        arrays = list(self.params.values())
        flat, grads = (
            np.concatenate([array.reshape(-1) for array in own.values()])
            for own in (self.params, self.grads)
        )
        self.optimizer.update({"params": flat}, {"params": grads})
        ends = itertools.accumulate(array.size for array in arrays)
        for array, end in zip(arrays, ends, strict=True):
            array[...] = flat[end - array.size : end].reshape(array.shape)

    def _metrics_of(self, y: NDArray, output: NDArray) -> dict[str, float]:
        if not self._metrics:
            return {}
        y_pred = output
        if self._from_logits:
            y_pred = _last_activation(self.layers[-1]).activation(output)
        return {name: float(np.mean(metric(y, y_pred))) for name, metric in self._metrics}

    # ------------------------------------------------------------------------ evaluation

    def evaluate(
        self,
        x: ArrayLike,
        y: ArrayLike,
        batch_size: int | None = 32,
        verbose: int | str = "auto",
        *,
        return_dict: bool = False,
    ) -> float | list[float] | dict[str, float]:
        """The loss and the metrics on these samples, as at prediction time (no dropout).

        Args:
            x: inputs, shape (N, ...).
            y: targets.
            batch_size: samples computed at once; the result is their mean.
            verbose: as in :meth:`fit`.
            return_dict: whether to return a dict by name.

        Returns:
            The loss, or a list of it and the metrics.

        Raises:
            ValueError: if a shape does not fit, or the loss is not finite.
        """
        self._need_compiled("evaluate")
        x, y = self._pairs(x, y)
        batch_size = _count(32 if batch_size is None else batch_size, "batch_size")
        return self._answer(self._evaluate(x, y, batch_size, _verbosity(verbose)), return_dict)

    def _evaluate(
        self, x: NDArray, y: NDArray, batch_size: int, verbose: int = 0
    ) -> dict[str, float]:
        means = _Means()
        starts = range(0, len(x), batch_size)
        with (
            np.errstate(over="ignore", invalid="ignore"),
            _progress(len(starts), "Evaluating", verbose) as bar,
        ):
            for start in starts:
                rows = slice(start, start + batch_size)
                output = self._forward(x[rows], training=False)
                loss = self._value(y[rows], output)
                if not math.isfinite(loss):
                    raise ValueError(
                        f"The loss is {loss:g} at samples {start} to {start + len(y[rows]) - 1}: "
                        "check x for NaN and the weights for a training that diverged."
                    )
                means.add({"loss": loss} | self._metrics_of(y[rows], output), len(y[rows]))
                bar(means)
        return means.result()

    def predict(
        self, x: ArrayLike, batch_size: int | None = 32, verbose: int | str = "auto"
    ) -> NDArray:
        """The network's output for any number of samples, computed in batches.

        Args:
            x: inputs, shape (N, ...).
            batch_size: samples computed at once.
            verbose: as in :meth:`fit`.

        Returns:
            Shape (N, ...).

        Raises:
            ValueError: if ``x`` does not have the shape that the network is built for.
        """
        x = _samples(x, "x")
        batch_size = _count(32 if batch_size is None else batch_size, "batch_size")
        starts = range(0, len(x), batch_size)
        outputs = []
        with _progress(len(starts), "Predicting", _verbosity(verbose)) as bar:
            for start in starts:
                outputs.append(self.forward(x[start : start + batch_size]))
                bar()
        return np.concatenate(outputs)

    def _answer(
        self, logs: dict[str, float], return_dict: bool
    ) -> float | list[float] | dict[str, float]:
        if return_dict:
            return logs
        return list(logs.values()) if self._metrics else logs["loss"]

    # ---------------------------------------------------------------------- what goes in

    def _need_compiled(self, what: str) -> None:
        if self.optimizer is None or self.loss is None:
            missing = "compile(optimizer, loss)" if self.optimizer is None else "a loss in compile"
            raise ValueError(f"{what} needs {missing} first.")

    def _pairs(self, x: ArrayLike, y: ArrayLike, prefix: str = "") -> tuple[NDArray, NDArray]:
        """x and y as arrays that fit together and fit the network, which is built if needed."""
        x, y = _samples(x, f"{prefix}x"), _samples(y, f"{prefix}y")
        if len(x) != len(y):
            raise ValueError(
                f"{prefix}x and {prefix}y must hold the same number of samples, "
                f"got shapes {x.shape} and {y.shape}."
            )
        self._check_inputs(x)
        if isinstance(self.loss, losses.SparseCategoricalCrossentropy):
            expected = self.output_shape[1:-1]
            fits = y.shape[1:] in (expected, (*expected, 1))
            hint = " Class indices are wanted: for one-hot rows, categorical_crossentropy."
        else:
            expected = self.output_shape[1:]
            if expected[-1:] == (1,) and y.shape[1:] == expected[:-1]:
                y = y[..., np.newaxis]
            fits = y.shape[1:] == expected
            hint = " For class indices, use sparse_categorical_crossentropy."
        if not fits:
            # The hint only where it helps: the other kind of labels was given.
            other = y.shape[1:] in (self.output_shape[1:], self.output_shape[1:-1])
            is_crossentropy = type(self.loss).__name__.endswith("CategoricalCrossentropy")
            raise ValueError(
                f"{prefix}y must have shape {_batch_of(expected)} for the "
                f"output {self.output_shape} and {type(self.loss).__name__}, got {y.shape} with "
                f"{prefix}x {x.shape}.{hint if other and is_crossentropy else ''}"
            )
        return x, y

    def _split(
        self, x: NDArray, y: NDArray, share: float, data: tuple[ArrayLike, ArrayLike] | None
    ) -> tuple[tuple[NDArray, NDArray], tuple[NDArray, NDArray] | None]:
        """(training samples), (validation samples or None)."""
        share = number(share, "validation_split", low=0)
        if share >= 1:
            raise ValueError(f"validation_split must be at least 0 and below 1, got {share!r}.")
        if data is not None:
            if not isinstance(data, (tuple, list)) or len(data) != 2:
                raise ValueError("validation_data must be a pair (x, y).")
            return (x, y), self._pairs(*data, prefix="validation ")
        if not share:
            return (x, y), None
        n_train = math.floor(len(x) * (1 - share))  # as Keras rounds
        if not 0 < n_train < len(x):
            raise ValueError(
                f"validation_split={share:g} of {len(x)} samples leaves {n_train} to train and "
                f"{len(x) - n_train} to validate: both must be at least 1."
            )
        return (x[:n_train], y[:n_train]), (x[n_train:], y[n_train:])

    # ------------------------------------------------------------------------ save and load

    def save(self, filepath: str | os.PathLike) -> None:
        """Writes the network into one ``.npz`` file: its layers, weights, and compile settings.

        The optimizer's averages and its count of steps are in it too, as in Keras: a training that
        goes on from the file goes on where this one is. The file is complete or not there: it is
        written beside its place first.

        Args:
            filepath: ends in ``.npz``. A file of that name is replaced.

        Raises:
            ValueError: if it ends otherwise, the network is not built, or a layer, function
                or metric is not one of nnbook's.
        """
        path = _path(filepath)
        if path.suffix != ".npz":
            raise ValueError(f"filepath must end in .npz, got {str(path)!r}.")
        self._need_built("save")
        architecture = {
            "format": _FORMAT,
            "input_shape": self.input_shape,
            "dtype": self.dtype.name,
            "layers": [_describe(layer, f"layer {layer.name!r}") for layer in self.layers],
            "trainable": [bool(layer.trainable) for layer in self.layers],
            "optimizer": _describe(self.optimizer, "optimizer"),
            "loss": _describe(self.loss, "loss"),
            "metrics": [_describe(metric, "metrics") for metric in self._metric_identifiers],
        }
        arrays = {f"weight_{i}": w for i, w in enumerate(self._weights())}
        if self.optimizer is not None:
            # This network's arrays, as the optimizer calls them: in one piece, or each by its name.
            state = self.optimizer.state
            own = {key: state[key] for key in ("params", *self.params) if key in state}
            architecture["iterations"] = self.optimizer.iterations
            architecture["slots"] = [(key, name) for key, slots in own.items() for name in slots]
            kept = [array for slots in own.values() for array in slots.values()]
            arrays |= {f"slot_{i}": array for i, array in enumerate(kept)}
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with open(unfinished, "xb") as file:
                np.savez(file, architecture=np.array(json.dumps(architecture)), **arrays)
            os.replace(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)

    @classmethod
    def load(cls, filepath: str | os.PathLike, *, seed: int | None = None) -> "Sequential":
        """Reads a network that :meth:`save` wrote. It predicts the same, to the last bit.

        Args:
            filepath: the file.
            seed: as for a new network: for what happens in further training.

        Returns:
            The network, built, and compiled if it was.

        Raises:
            FileNotFoundError: if there is no such file.
            ValueError: if the file is damaged or is not such a file.
        """
        path, seed = _path(filepath), as_seed(seed)
        with open(path, "rb") as opened:  # that there is none, or it may not be read, is no damage
            try:
                with np.load(opened, allow_pickle=False) as file:
                    stored = {name: file[name] for name in file.files}
                architecture = json.loads(str(stored.pop("architecture")))
                if architecture["format"] != _FORMAT:
                    raise ValueError("another format")
                model = cls([_rebuild(layer) for layer in architecture["layers"]], seed=seed)
                for layer, trainable in zip(model.layers, architecture["trainable"], strict=True):
                    layer.trainable = trainable
                model.build(architecture["input_shape"], architecture["dtype"])
                model.set_weights([stored[f"weight_{i}"] for i in range(len(model._weights()))])
                if architecture["optimizer"] is not None:
                    names = ("optimizer", "loss", "metrics")
                    model.compile(**{name: _rebuild(architecture[name]) for name in names})
                    for t in range(architecture["iterations"]):
                        model.optimizer.begin(t + 1)
                    model.optimizer.iterations = architecture["iterations"]
                    for i, (key, name) in enumerate(architecture["slots"]):
                        model.optimizer.state.setdefault(key, {})[name] = stored[f"slot_{i}"]
            except Exception as error:  # there is no end to the kinds that damage leads to
                raise ValueError(
                    f"{str(path)!r} is damaged or was not written by Sequential.save ({error})."
                ) from error
        return model


def _path(filepath: str | os.PathLike) -> Path:
    try:
        return Path(filepath)
    except TypeError:
        raise ValueError(f"filepath must be the path of a file, got {filepath!r}.") from None


def load_model(filepath: str | os.PathLike) -> Sequential:
    """``Sequential.load`` by Keras's name.

    Args:
        filepath: a file that :meth:`Sequential.save` wrote.

    Returns:
        The network.

    Raises:
        FileNotFoundError: if there is no such file.
        ValueError: if the file is damaged or is not such a file.
    """
    return Sequential.load(filepath)


_FORMAT = "nnbook.model.Sequential 1"
_ROOMS = {
    room.__name__.rpartition(".")[2]: room
    for room in (initializers, layers, losses, optimizers, regularizers, schedules)
}


def _describe(thing: object, what: str) -> object:
    """Something made of nnbook's classes as JSON: a class's name and its arguments' values."""
    if thing is None or isinstance(thing, (bool, int, float, str)):
        return thing
    if isinstance(thing, (np.ndarray, np.generic)):
        return thing.tolist()
    if isinstance(thing, (tuple, list)):
        return [_describe(item, what) for item in thing]
    if isinstance(thing, np.random.Generator):  # a seed: it has done its work
        return None
    room, name = type(thing).__module__.rpartition(".")[2], type(thing).__name__
    if getattr(activations, getattr(thing, "__name__", ""), None) is thing:
        return thing.__name__
    if losses.FUNCTIONS.get(getattr(thing, "__name__", "")) is thing:
        return thing.__name__
    if getattr(_ROOMS.get(room), name, None) is not type(thing):
        raise ValueError(f"{what} cannot be saved: {thing!r} is not one of nnbook's classes.")
    arguments = inspect.signature(type(thing)).parameters
    values = {key: _argument(thing, key) for key in arguments}
    return {
        "class": f"{room}.{name}",
        "arguments": {key: _describe(value, what) for key, value in values.items()},
    }


def _argument(thing: object, name: str) -> object:
    """What a constructor's argument was: the attribute of that name, with a few exceptions."""
    if isinstance(thing, layers.Layer):
        inner = getattr(thing, "activation_layer", None)
        if name == "activation" and type(inner) not in (type(None), layers.Activation):
            return inner  # such as a LeakyReLU, with arguments of its own
        if name in getattr(thing, "arguments", ()):
            return thing.arguments[name]
        if isinstance(thing, layers.Activation) and not hasattr(thing, name):
            return inspect.signature(type(thing)).parameters[name].default
    return getattr(thing, name)


def _rebuild(description: object) -> object:
    """The inverse of :func:`_describe`."""
    if isinstance(description, list):
        return [_rebuild(item) for item in description]
    if not isinstance(description, dict):
        return description
    room, _, name = description["class"].partition(".")
    cls = getattr(_ROOMS[room], name)
    if not (isinstance(cls, type) and cls.__module__ == _ROOMS[room].__name__):
        raise ValueError(f"{description['class']} is not a class of nnbook")
    return cls(**{key: _rebuild(value) for key, value in description["arguments"].items()})

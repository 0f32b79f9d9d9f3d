r"""Sequential: a stack of layers that learns, with Keras's names, arguments and defaults.

One training step is four lines of mathematics, and four lines in :meth:`Sequential.train_on_batch`:

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

from collections.abc import Callable, Iterable
from numbers import Integral

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnbook import layers, losses, optimizers
from nnbook._checks import number, unknown

__all__ = ["Callback", "EarlyStopping", "History", "Sequential", "load_model"]


# ---------------------------------------------------------------------------------- callbacks


class Callback:
    """Something that fit calls at set moments. Override the methods you need, as in Keras.

    ``model`` is the network in training. ``logs`` maps names such as ``"loss"`` to the epoch's (or
    the batch's) values. Set ``model.stop_training = True`` to end the training after the epoch.
    """

    model: "Sequential"

    def set_model(self, model: "Sequential") -> None:
        """Called first, with the network that is about to be trained."""
        self.model = model

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        """Called once, before the first epoch."""

    def on_train_end(self, logs: dict[str, float] | None = None) -> None:
        """Called once, after the last epoch."""

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """Called before each epoch; ``epoch`` counts from 0."""

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """Called after each epoch, with its loss and metrics."""

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """Called after each update; ``batch`` counts from 0 in each epoch."""


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
        ValueError: for a mode that doesn't exist; in fit, if ``monitor`` is not among the
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
        if mode not in ("auto", "min", "max"):
            raise unknown("mode", mode, ("auto", "min", "max"))
        self.monitor = monitor
        self.min_delta = abs(number(min_delta, "min_delta"))
        self.patience = _count(patience, "patience", low=0)
        self.verbose = verbose
        self.mode = mode
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
        if _rises(self.monitor, self.mode):
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


def _rises(monitor: str, mode: str) -> bool:
    """Whether larger is better: an accuracy rises, a loss falls."""
    if mode != "auto":
        return mode == "max"
    name = monitor.removeprefix("val_")
    return name == "acc" or name.endswith("accuracy")


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
    known = {"accuracy": _accuracy, "acc": _accuracy} | _ACCURACIES
    if identifier in known:
        return identifier, known[identifier]
    try:
        loss = losses.get(identifier)
    except ValueError:
        loss = None
    if loss is None:
        raise unknown("metric", identifier, (*known, *losses._FUNCTIONS, *losses._ALIASES))
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


def _samples(x: ArrayLike, name: str) -> NDArray:
    """``x`` as an array with an axis of samples. It is not copied: each batch is converted alone."""
    try:
        x = np.asarray(x)
    except ValueError:
        raise ValueError(f"{name} must have rows of equal length.") from None
    if x.dtype.kind not in "buif":
        raise ValueError(f"{name} must hold real numbers, got {x.dtype}.")
    if x.ndim == 0 or len(x) == 0:
        raise ValueError(f"{name} must hold at least one sample, got shape {x.shape}.")
    return x


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
        optimizer, loss, metrics_names: what :meth:`compile` was given, as objects; None before.
        stop_training: set it to True, in a callback, to end the training after the epoch.

    Raises:
        ValueError: if something among ``layers`` is not a layer.
    """

    def __init__(
        self,
        layers: Iterable[layers.Layer] | None = None,
        seed: int | np.random.Generator | None = None,
    ) -> None:
        self.layers: list = []
        self.built = False
        self.stop_training = False
        self.optimizer: optimizers.Optimizer | None = None
        self.loss: losses.Loss | None = None
        self._metrics: list[tuple[str, Callable]] = []
        self._rng = np.random.default_rng(seed)
        self._steps = 0
        self._flat: _Flat | None = None
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

    def build(self, input_shape: Sequence[int | None], dtype: Any = "float32") -> None:
        """Gives every layer its parameters, for inputs of this shape. fit does it by itself.

        Args:
            input_shape: the shape of a batch, with None for the number of samples, such as
                (None, 784), as Keras has it.
            dtype: "float32" or "float64", the type of all parameters and results.

        Raises:
            ValueError: if there are no layers, a layer cannot take the shape, or the network is
                built for another shape.
        """
        shape = (None, *input_shape[1:])
        if self.built:
            if shape != self.input_shape:
                raise ValueError(
                    f"input_shape must be {self.input_shape}, for which this network is built, "
                    f"got {tuple(input_shape)}."
                )
            return
        if not self.layers:
            raise ValueError("The network has no layers: add some first.")
        self.input_shape, self.dtype = shape, np.dtype(dtype)
        for layer in self.layers:
            if not layer.built:
                layer.build(shape, rng=self._rng.spawn(1)[0], dtype=self.dtype)
            shape = layer.output_shape
        self.output_shape = shape
        self.built = True

    @property
    def params(self) -> dict[str, NDArray]:
        """All parameters that learning changes, by ``"layer/parameter"``, such as "dense/kernel".

        The arrays are the network's own: what you change in place, the network computes with.
        """
        return {f"{a.name}/{name}": w for a in self.layers for name, w in a.params.items()}

    @property
    def grads(self) -> dict[str, NDArray]:
        """The gradients of the last backward pass, with the keys of :attr:`params`."""
        return {f"{a.name}/{name}": g for a in self.layers for name, g in a.grads.items()}

    def count_params(self) -> int:
        """Returns the number of parameters: those that learn and those that don't."""
        self._need_built("count_params")
        return sum(w.size for w in self._weights())

    def summary(self, print_fn: Callable[[str], object] = print) -> None:
        """Prints a table: each layer, the shape of its output, how many parameters it has.

        Args:
            print_fn: called with each line.

        Raises:
            ValueError: if the network is not built.
        """
        self._need_built("summary")
        rows = [("Layer (type)", "Output Shape", "Param #")]
        for layer in self.layers:
            kind = type(layer).__name__
            rows.append((f"{layer.name} ({kind})", str(layer.output_shape), f"{layer.count_params():,}"))
        widths = [max(len(row[i]) for row in rows) for i in range(3)]
        line = "-" * (sum(widths) + 4)
        learned = sum(w.size for w in self.params.values())
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
            ValueError: if their number or a shape does not fit. Then nothing has changed.
        """
        self._need_built("set_weights")
        own, new = self._weights(), [np.asarray(w) for w in weights]
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
        if not self.built:
            self.build((None, *x.shape[1:]), np.float64 if x.dtype == np.float64 else np.float32)
        if x.shape[1:] != self.input_shape[1:]:
            expected = ("N", *self.input_shape[1:])
            raise ValueError(
                f"x must have shape ({', '.join(map(str, expected))}), for which this network is "
                f"built, got {x.shape}."
            )
        return x.astype(self.dtype, copy=False)

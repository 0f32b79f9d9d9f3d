r"""Loss functions: how wrong the predictions are, and in which direction to change them.

Two forms of each loss, named as in ``keras.losses``:

- a function such as ``mean_squared_error(y_true, y_pred)`` gives one value per sample: the last
  axis (for cross-entropies over classes, the class axis) is used up, shape (N, K) gives (N,);
- a class such as :class:`MeanSquaredError` gives the mean of those values as one number, the
  cost of the batch, and ``gradient(y_true, y_pred)``, the derivative of that number by each entry
  of ``y_pred``.

Values and gradients are Keras's, with its clipping: where ``y_pred`` holds probabilities, they are
clipped to :math:`[\epsilon, 1 - \epsilon]` with :math:`\epsilon = 10^{-7}` (``EPSILON``) before
the logarithm, so that an exact 0 or 1 gives a finite loss. The gradient of a clipped probability
is 0, as Keras has it. With ``from_logits=True``, ``y_pred`` holds the numbers before the sigmoid
or softmax; nothing is clipped and no digits are lost. Prefer it.

The results are float32 when ``y_pred`` is float32 or float16, else float64. Every function raises a
ValueError when shapes disagree, when an array holds NaN, and when labels or probabilities are out
of their range. Shapes must be equal: Keras reshapes targets (N,) to fit predictions (N, 1), and
NumPy alone would make (N, N) of them; here you reshape them yourself.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnbook._checks import as_float, axis_index, number, unknown
from nnbook.activations import sigmoid, softmax, softplus

__all__ = [
    "EPSILON",
    "mean_squared_error",
    "mean_absolute_error",
    "huber",
    "binary_crossentropy",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
    "Loss",
    "MeanSquaredError",
    "MeanAbsoluteError",
    "Huber",
    "BinaryCrossentropy",
    "CategoricalCrossentropy",
    "SparseCategoricalCrossentropy",
    "get",
]

EPSILON = 1e-7
"""The distance from 0 and 1 at which probabilities are clipped, as ``keras.config.epsilon()``."""

# A softmax written another way may end a rounding error above 1. That is not a wrong answer.
_ROUNDING = 1e-6


# ------------------------------------------------------------------------------------- checks


def _array(y: ArrayLike, name: str, finite: bool, min_ndim: int = 1) -> NDArray:
    """``y`` as a float array with an axis to average over, and no NaN."""
    y = as_float(y, name)
    if y.ndim < min_ndim:
        raise ValueError(f"{name} must have at least one axis, got a single number.")
    bad = ~np.isfinite(y) if finite else np.isnan(y)
    if bad.any():
        what = "infinite values or NaN" if finite and not np.isnan(y).any() else "NaN"
        first = tuple(int(i) for i in np.argwhere(bad)[0])
        raise ValueError(
            f"{name} holds {what}: {bad.sum()} of {y.size} entries, the first at {first}."
        )
    return y


def _pair(y_true: ArrayLike, y_pred: ArrayLike, finite: bool = False) -> tuple[NDArray, NDArray]:
    """Both arrays in the dtype of ``y_pred``; their shapes must be equal."""
    y_pred = _array(y_pred, "y_pred", finite)
    y_true = _array(y_true, "y_true", finite=True).astype(y_pred.dtype)
    if y_true.shape != y_pred.shape:
        raise ValueError(
            f"y_true and y_pred must have the same shape, got {y_true.shape} and {y_pred.shape}."
        )
    if y_pred.shape[-1] == 0:
        raise ValueError(f"y_pred must have at least one value a sample, got shape {y_pred.shape}.")
    return y_true, y_pred


def _within_0_and_1(y: NDArray, name: str, what: str) -> None:
    if y.size and (y.min() < -_ROUNDING or y.max() > 1 + _ROUNDING):
        raise ValueError(
            f"{name} must hold {what} between 0 and 1, got values from {y.min():g} to {y.max():g}."
        )


def _probabilities(y_pred: NDArray) -> None:
    _within_0_and_1(y_pred, "y_pred", "probabilities (or pass from_logits=True)")


def _class_probabilities(y_pred: NDArray, axis: int) -> None:
    _probabilities(y_pred)
    if np.any(y_pred.sum(axis=axis) <= 0):
        raise ValueError(f"y_pred must not sum to 0 along axis {axis}: no class is possible.")


def _binary_pair(
    y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool
) -> tuple[NDArray, NDArray]:
    y_true, y_pred = _pair(y_true, y_pred, finite=True)
    _within_0_and_1(y_true, "y_true", "labels")
    if not from_logits:
        _probabilities(y_pred)
    return y_true, y_pred


def _categorical_pair(
    y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool, axis: int
) -> tuple[NDArray, NDArray, int]:
    y_true, y_pred = _pair(y_true, y_pred, finite=True)
    axis = axis_index(axis, y_pred.ndim, "y_pred")
    _within_0_and_1(y_true, "y_true", "one-hot labels")
    if np.any(np.abs(y_true.sum(axis=axis) - 1) > 1e-3):
        raise ValueError(
            f"y_true must sum to 1 along axis {axis} (one-hot labels), got sums from "
            f"{y_true.sum(axis=axis).min():g} to {y_true.sum(axis=axis).max():g}."
        )
    if not from_logits:
        _class_probabilities(y_pred, axis)
    return y_true, y_pred, axis


def _is_integer(y: ArrayLike) -> bool:
    return isinstance(y, np.ndarray) and y.dtype.kind in "iu"


def _sparse_pair(
    y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool, axis: int
) -> tuple[NDArray, NDArray, int]:
    """Like :func:`_categorical_pair`, with the class indices turned into one-hot rows."""
    y_pred = _array(y_pred, "y_pred", finite=True)
    labels = np.asarray(y_true) if _is_integer(y_true) else _array(y_true, "y_true", True, 0)
    axis = axis_index(axis, y_pred.ndim, "y_pred")
    n_classes = y_pred.shape[axis]
    if n_classes == 0:
        raise ValueError(f"y_pred must have at least one class, got shape {y_pred.shape}.")
    expected = y_pred.shape[:axis] + y_pred.shape[axis + 1 :]
    if labels.ndim == y_pred.ndim and labels.shape[axis] == 1:
        labels = labels.squeeze(axis)
    if labels.shape != expected:
        raise ValueError(
            f"y_true must have the shape of y_pred without its class axis, {expected} for y_pred "
            f"{y_pred.shape}, got {np.shape(y_true)}."
        )
    fractions = labels.dtype.kind == "f" and np.any(labels % 1)
    if labels.size and (fractions or labels.min() < 0 or labels.max() >= n_classes):
        raise ValueError(
            f"y_true must hold class indices from 0 to {n_classes - 1}, got values from "
            f"{labels.min():g} to {labels.max():g}{' with fractions' if fractions else ''}."
        )
    if not from_logits:
        _class_probabilities(y_pred, axis)
    classes = np.arange(n_classes).reshape(-1, *[1] * len(expected[axis:]))
    one_hot = np.expand_dims(labels, axis) == classes
    return one_hot.astype(y_pred.dtype), y_pred, axis


# ---------------------------------------------------------------------- clipping and softmax


def _clip(p: NDArray) -> NDArray:
    return np.clip(p, EPSILON, 1 - EPSILON)


def _not_clipped(p: NDArray) -> NDArray:
    """1 where :func:`_clip` lets p through, 0 where it is flat: its derivative."""
    return (_clip(p) == p).astype(p.dtype)


def _crossentropy_and_gradient(y_true: NDArray, x: NDArray, axis: int) -> tuple[float, NDArray]:
    """The mean cross-entropy of softmax(x) and its gradient by x, from one exponential."""
    z = x - x.max(axis=axis, keepdims=True)
    e = np.exp(z)
    total = e.sum(axis=axis, keepdims=True)
    n_samples = total.size
    value = -(y_true * (z - np.log(total))).sum() / n_samples
    e /= total  # now softmax(x)
    e -= y_true
    e /= n_samples
    return float(value), e


def _log_softmax(x: NDArray, axis: int) -> NDArray:
    """ln(softmax(x)), without taking the logarithm of a probability that rounds to 0."""
    z = x - x.max(axis=axis, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=axis, keepdims=True))


# ------------------------------------------------------------------- functions: one per sample

# exp(-1000) underflows to 0, and a squared error of 1e200 overflows to inf: both are the answer.
_limits_are_fine = np.errstate(under="ignore", over="ignore")


@_limits_are_fine
def mean_squared_error(y_true: ArrayLike, y_pred: ArrayLike) -> NDArray:
    r"""Mean squared error of each sample.

    .. math:: \ell = \frac{1}{K} \sum_{k=1}^{K} (\hat y_k - y_k)^2

    Args:
        y_true: targets, shape (..., K).
        y_pred: predictions, shape of ``y_true``.

    Returns:
        Shape (...), in the squared unit of the targets.

    Raises:
        ValueError: if the shapes differ or an array holds NaN.

    Source:
        Legendre, 1805 (least squares).
    """
    y_true, y_pred = _pair(y_true, y_pred)
    return np.mean((y_pred - y_true) ** 2, axis=-1)


@_limits_are_fine
def mean_absolute_error(y_true: ArrayLike, y_pred: ArrayLike) -> NDArray:
    r"""Mean absolute error of each sample: an outlier counts once, not squared.

    .. math:: \ell = \frac{1}{K} \sum_{k=1}^{K} |\hat y_k - y_k|

    Args:
        y_true: targets, shape (..., K).
        y_pred: predictions, shape of ``y_true``.

    Returns:
        Shape (...), in the unit of the targets.

    Raises:
        ValueError: if the shapes differ or an array holds NaN.

    Source:
        Boscovich, 1757 (least absolute deviations).
    """
    y_true, y_pred = _pair(y_true, y_pred)
    return np.mean(np.abs(y_pred - y_true), axis=-1)


@_limits_are_fine
def huber(y_true: ArrayLike, y_pred: ArrayLike, delta: float = 1.0) -> NDArray:
    r"""Huber loss of each sample: squared for small errors, absolute for large ones.

    .. math::
        \ell = \frac{1}{K} \sum_{k=1}^{K} \begin{cases}
            \frac{1}{2} e_k^2 & |e_k| \le \delta \\
            \delta \, |e_k| - \frac{1}{2} \delta^2 & |e_k| > \delta
        \end{cases}
        \qquad e_k = \hat y_k - y_k

    The two pieces meet at :math:`|e_k| = \delta` with the same value and the same slope.

    Args:
        y_true: targets, shape (..., K).
        y_pred: predictions, shape of ``y_true``.
        delta: the error, above 0 in the unit of the targets, from which the loss grows linearly.

    Returns:
        Shape (...).

    Raises:
        ValueError: if the shapes differ, an array holds NaN, or ``delta`` is not above 0.

    Source:
        Huber, 1964.
    """
    y_true, y_pred = _pair(y_true, y_pred)
    error = np.abs(y_pred - y_true)
    capped = np.minimum(error, number(delta, "delta", above=0))
    # One formula for both pieces: e (e - e/2) and delta (e - delta/2).
    return np.mean(capped * (error - capped / 2), axis=-1)


@_limits_are_fine
def binary_crossentropy(y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool = False) -> NDArray:
    r"""Binary cross-entropy of each sample, the mean over its K yes-or-no answers.

    .. math:: \ell = -\frac{1}{K} \sum_{k=1}^{K} \bigl( y_k \ln p_k + (1 - y_k) \ln(1 - p_k) \bigr)

    Args:
        y_true: labels 0 or 1 (or a probability between), shape (..., K).
        y_pred: probabilities p, clipped to [1e-7, 1 - 1e-7]; or with ``from_logits`` the logits x,
            where :math:`p = \sigma(x)`. Shape of ``y_true``.
        from_logits: whether ``y_pred`` holds logits.

    Returns:
        Shape (...), in nats.

    Raises:
        ValueError: if the shapes differ, an array holds NaN or infinity, or labels or
            probabilities leave [0, 1].

    Source:
        Good, 1952 (logarithmic score).
    """
    y_true, y_pred = _binary_pair(y_true, y_pred, from_logits)
    if from_logits:
        # -ln sigmoid(x) = softplus(-x), and -ln(1 - sigmoid(x)) = softplus(x).
        values = y_true * softplus(-y_pred) + (1 - y_true) * softplus(y_pred)
    else:
        p = _clip(y_pred)
        values = -(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))
    return np.mean(values, axis=-1)


@_limits_are_fine
def categorical_crossentropy(
    y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool = False, *, axis: int = -1
) -> NDArray:
    r"""Cross-entropy of each sample between one-hot labels and K class probabilities.

    .. math:: \ell = -\sum_{k=1}^{K} y_k \ln p_k

    Args:
        y_true: one-hot labels (or probabilities that sum to 1), shape (..., K).
        y_pred: probabilities, divided by their sum and then clipped to [1e-7, 1 - 1e-7]; or with
            ``from_logits`` the logits x, where :math:`p = \operatorname{softmax}(x)`. Shape of
            ``y_true``.
        from_logits: whether ``y_pred`` holds logits.
        axis: the axis of the K classes.

    Returns:
        Shape of ``y_true`` without the class axis, in nats.

    Raises:
        ValueError: if the shapes differ, an array holds NaN or infinity, a row of labels does not
            sum to 1, or probabilities leave [0, 1] or are all 0.

    Source:
        Bridle, 1990.
    """
    y_true, y_pred, axis = _categorical_pair(y_true, y_pred, from_logits, axis)
    if from_logits:
        log_p = _log_softmax(y_pred, axis)
    else:
        log_p = np.log(_clip(y_pred / y_pred.sum(axis=axis, keepdims=True)))
    return -(y_true * log_p).sum(axis=axis)


@_limits_are_fine
def sparse_categorical_crossentropy(
    y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool = False, *, axis: int = -1
) -> NDArray:
    r"""Cross-entropy of each sample between a class index c and K class probabilities.

    .. math:: \ell = -\ln p_c

    The same loss as :func:`categorical_crossentropy`, without the one-hot array. Given
    probabilities, Keras clips first and divides by the sum after that, and so do we.

    Args:
        y_true: class indices from 0 to K - 1, shape (...) or (..., 1).
        y_pred: probabilities or, with ``from_logits``, logits; shape (..., K).
        from_logits: whether ``y_pred`` holds logits.
        axis: the axis of the K classes.

    Returns:
        Shape of ``y_pred`` without the class axis, in nats.

    Raises:
        ValueError: if the shapes disagree, a class index is out of range, an array holds NaN or
            infinity, or probabilities leave [0, 1] or are all 0.

    Source:
        Bridle, 1990.
    """
    y_true, y_pred, axis = _sparse_pair(y_true, y_pred, from_logits, axis)
    log_p = _log_softmax(y_pred if from_logits else np.log(_clip(y_pred)), axis)
    return -(y_true * log_p).sum(axis=axis)


# --------------------------------------------------------- classes: one number, and its gradient


class Loss:
    """What every loss has: call it for the cost of a batch, ask it for the gradient.

    A subclass gives ``call``, the value of each sample, and ``gradient``.
    """

    def call(self, y_true: ArrayLike, y_pred: ArrayLike) -> NDArray:
        """Returns one value per sample, as the function of the same name does.

        Args:
            y_true: targets.
            y_pred: predictions.

        Returns:
            Shape of ``y_pred`` without the axis that is used up.

        Raises:
            ValueError: if the arrays do not fit together or hold what they must not.
        """
        raise NotImplementedError

    def gradient(self, y_true: ArrayLike, y_pred: ArrayLike) -> NDArray:
        """Returns the derivative of the cost by each entry of ``y_pred``.

        Args:
            y_true: targets.
            y_pred: predictions.

        Returns:
            Shape of ``y_pred``.

        Raises:
            ValueError: if the arrays do not fit together or hold what they must not.
        """
        raise NotImplementedError

    def value_and_gradient(self, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[float, NDArray]:
        """Returns the cost and its derivative together, which a training step needs.

        The same as a call and :meth:`gradient`. A loss may compute here at once what both need.

        Args:
            y_true: targets.
            y_pred: predictions.

        Returns:
            The cost, and an array of the shape of ``y_pred``.

        Raises:
            ValueError: if the arrays do not fit together or hold what they must not.
        """
        return self(y_true, y_pred), self.gradient(y_true, y_pred)

    def __call__(self, y_true: ArrayLike, y_pred: ArrayLike) -> float:
        """Returns the cost: the mean of the samples' values."""
        values = self.call(y_true, y_pred)
        if values.size == 0:
            raise ValueError(f"y_pred must hold at least one sample, got shape {np.shape(y_pred)}.")
        return float(np.mean(values))

    def __repr__(self) -> str:
        settings = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({settings})"


class MeanSquaredError(Loss):
    r"""Mean of :func:`mean_squared_error` over the samples.

    .. math:: \frac{\partial L}{\partial \hat y} = \frac{2}{n} (\hat y - y),
              \quad n = \text{number of entries of } \hat y
    """

    def call(self, y_true: ArrayLike, y_pred: ArrayLike) -> NDArray:
        return mean_squared_error(y_true, y_pred)

    def gradient(self, y_true: ArrayLike, y_pred: ArrayLike) -> NDArray:
        y_true, y_pred = _pair(y_true, y_pred)
        return 2 * (y_pred - y_true) / y_pred.size


class MeanAbsoluteError(Loss):
    r"""Mean of :func:`mean_absolute_error` over the samples.

    .. math:: \frac{\partial L}{\partial \hat y} = \frac{1}{n} \operatorname{sgn}(\hat y - y),
              \quad n = \text{number of entries of } \hat y

    At an error of exactly 0, the kink, the gradient is 0, as in Keras.
    """

    def call(self, y_true: ArrayLike, y_pred: ArrayLike) -> NDArray:
        return mean_absolute_error(y_true, y_pred)

    def gradient(self, y_true: ArrayLike, y_pred: ArrayLike) -> NDArray:
        y_true, y_pred = _pair(y_true, y_pred)
        return np.sign(y_pred - y_true) / y_pred.size


class Huber(Loss):
    r"""Mean of :func:`huber` over the samples.

    .. math:: \frac{\partial L}{\partial \hat y}
              = \frac{1}{n} \max(-\delta, \min(\hat y - y, \delta)),
              \quad n = \text{number of entries of } \hat y

    Args:
        delta: the error, above 0, from which the loss grows linearly.

    Raises:
        ValueError: if ``delta`` is not a finite number above 0.
    """

    def __init__(self, delta: float = 1.0) -> None:
        self.delta = number(delta, "delta", above=0)

    def call(self, y_true: ArrayLike, y_pred: ArrayLike) -> NDArray:
        return huber(y_true, y_pred, self.delta)

    def gradient(self, y_true: ArrayLike, y_pred: ArrayLike) -> NDArray:
        y_true, y_pred = _pair(y_true, y_pred)
        return np.clip(y_pred - y_true, -self.delta, self.delta) / y_pred.size


class BinaryCrossentropy(Loss):
    r"""Mean of :func:`binary_crossentropy` over the samples.

    .. math::
        \frac{\partial L}{\partial p} = \frac{1}{n} \left( \frac{1 - y}{1 - p} - \frac{y}{p} \right)
        \qquad
        \frac{\partial L}{\partial x} = \frac{1}{n} (\sigma(x) - y)
        \quad \text{from logits}

    with n the number of entries. Where a probability is clipped, its gradient is 0.

    Args:
        from_logits: whether ``y_pred`` holds logits instead of probabilities.
    """

    def __init__(self, from_logits: bool = False) -> None:
        self.from_logits = from_logits

    def call(self, y_true: ArrayLike, y_pred: ArrayLike) -> NDArray:
        return binary_crossentropy(y_true, y_pred, self.from_logits)

    def gradient(self, y_true: ArrayLike, y_pred: ArrayLike) -> NDArray:
        y_true, y_pred = _binary_pair(y_true, y_pred, self.from_logits)
        if self.from_logits:
            return (sigmoid(y_pred) - y_true) / y_pred.size
        p = _clip(y_pred)
        return _not_clipped(y_pred) * ((1 - y_true) / (1 - p) - y_true / p) / y_pred.size


class CategoricalCrossentropy(Loss):
    r"""Mean of :func:`categorical_crossentropy` over the samples.

    .. math::
        \frac{\partial L}{\partial p_i}
        = \frac{1}{N S} \Bigl( -\frac{y_i}{q_i} + \sum_k y_k \Bigr), \quad
        q_i = \frac{p_i}{S}, \; S = \sum_k p_k
        \qquad
        \frac{\partial L}{\partial x} = \frac{1}{N} (\operatorname{softmax}(x) - y)
        \quad \text{from logits}

    with N the number of samples. The sum comes from the division by S; both terms of a class k
    vanish where :math:`q_k` is clipped.

    Args:
        from_logits: whether ``y_pred`` holds logits instead of probabilities.
        axis: the axis of the K classes.
    """

    def __init__(self, from_logits: bool = False, *, axis: int = -1) -> None:
        self.from_logits = from_logits
        self.axis = axis

    def call(self, y_true: ArrayLike, y_pred: ArrayLike) -> NDArray:
        return categorical_crossentropy(y_true, y_pred, self.from_logits, axis=self.axis)

    @_limits_are_fine
    def value_and_gradient(self, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[float, NDArray]:
        if not self.from_logits or np.size(y_pred) == 0:
            return super().value_and_gradient(y_true, y_pred)
        y_true, y_pred, axis = _categorical_pair(y_true, y_pred, True, self.axis)
        return _crossentropy_and_gradient(y_true, y_pred, axis)

    def gradient(self, y_true: ArrayLike, y_pred: ArrayLike) -> NDArray:
        y_true, y_pred, axis = _categorical_pair(y_true, y_pred, self.from_logits, self.axis)
        n_samples = y_pred.size // y_pred.shape[axis]
        if self.from_logits:
            return (softmax(y_pred, axis) - y_true) / n_samples
        total = y_pred.sum(axis=axis, keepdims=True)
        q = y_pred / total
        dq = -_not_clipped(q) * y_true / _clip(q)
        return (dq - (dq * q).sum(axis=axis, keepdims=True)) / (total * n_samples)


class SparseCategoricalCrossentropy(Loss):
    r"""Mean of :func:`sparse_categorical_crossentropy` over the samples.

    .. math::
        \frac{\partial L}{\partial p_i}
        = \frac{1}{N} \Bigl( \frac{1}{\sum_k p_k} - \frac{[i = c]}{p_i} \Bigr)
        \qquad
        \frac{\partial L}{\partial x_i} = \frac{1}{N} (\operatorname{softmax}(x)_i - [i = c])
        \quad \text{from logits}

    with N the number of samples, c the sample's class and :math:`[i = c]` 1 for that class, else 0.
    Where a probability is clipped, its gradient is 0.

    Args:
        from_logits: whether ``y_pred`` holds logits instead of probabilities.
        axis: the axis of the K classes.
    """

    def __init__(self, from_logits: bool = False, *, axis: int = -1) -> None:
        self.from_logits = from_logits
        self.axis = axis

    def call(self, y_true: ArrayLike, y_pred: ArrayLike) -> NDArray:
        return sparse_categorical_crossentropy(y_true, y_pred, self.from_logits, axis=self.axis)

    @_limits_are_fine
    def value_and_gradient(self, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[float, NDArray]:
        if not self.from_logits or np.size(y_pred) == 0:
            return super().value_and_gradient(y_true, y_pred)
        y_true, y_pred, axis = _sparse_pair(y_true, y_pred, True, self.axis)
        return _crossentropy_and_gradient(y_true, y_pred, axis)

    def gradient(self, y_true: ArrayLike, y_pred: ArrayLike) -> NDArray:
        y_true, y_pred, axis = _sparse_pair(y_true, y_pred, self.from_logits, self.axis)
        n_samples = y_pred.size // y_pred.shape[axis]
        if self.from_logits:
            return (softmax(y_pred, axis) - y_true) / n_samples
        p = _clip(y_pred)
        dp = 1 / p.sum(axis=axis, keepdims=True) - y_true / p
        return _not_clipped(y_pred) * dp / n_samples


# ------------------------------------------------------------------------------------- by name

FUNCTIONS: dict[str, Callable] = {
    function.__name__: function
    for function in (
        mean_squared_error,
        mean_absolute_error,
        huber,
        binary_crossentropy,
        categorical_crossentropy,
        sparse_categorical_crossentropy,
    )
} | {
    "mse": mean_squared_error,
    "MSE": mean_squared_error,
    "mae": mean_absolute_error,
    "MAE": mean_absolute_error,
    "bce": binary_crossentropy,
    "BCE": binary_crossentropy,
}
"""The functions by name, and by Keras's short names."""

_CLASSES = {
    cls.__name__: cls
    for cls in (
        MeanSquaredError,
        MeanAbsoluteError,
        Huber,
        BinaryCrossentropy,
        CategoricalCrossentropy,
        SparseCategoricalCrossentropy,
    )
}


def get(identifier: str | Callable | None) -> Callable | None:
    """Returns a loss, as ``keras.losses.get`` does.

    Args:
        identifier: a function's name such as ``"mean_squared_error"`` (or ``"mse"``, ``"mae"``,
            ``"bce"``), a class's name such as ``"Huber"``, a class, a loss object or function
            (returned as it is), or None.

    Returns:
        The function for a function's name, a new object for a class or its name, None for None.

    Raises:
        ValueError: if the name is unknown, with the nearest known one; if it is something else.
    """
    if identifier is None:
        return None
    if isinstance(identifier, str):
        known = FUNCTIONS | _CLASSES
        if identifier not in known:
            raise unknown("loss", identifier, known)
        identifier = known[identifier]
    if not callable(identifier):
        raise ValueError(
            f"identifier must be a name, a loss or None, got {type(identifier).__name__}."
        )
    return identifier() if isinstance(identifier, type) else identifier

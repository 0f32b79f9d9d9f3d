r"""Activation functions: what a neuron does with its weighted sum, each with its derivative.

Every function works entry by entry on an array of any shape and returns an array of that shape
(:func:`softmax` works along an axis). Names, arguments and values are those of
``keras.activations``; :func:`heaviside` and :func:`sign`, the perceptron's steps, are not in Keras.

- float32 and float16 give float32; every other real type gives float64.
- Large inputs neither overflow nor warn: ``sigmoid(-1000)`` is 0. Infinities give the limit,
  and NaN gives NaN.
- Where a function has a kink or a jump, the derivative's docstring says which side counts.

Bad input (not real numbers, an axis that is not there) raises a ValueError.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnbook._checks import as_float, axis_index, number, unknown

__all__ = [
    "heaviside",
    "heaviside_derivative",
    "sign",
    "sign_derivative",
    "sigmoid",
    "sigmoid_derivative",
    "tanh",
    "tanh_derivative",
    "relu",
    "relu_derivative",
    "elu",
    "elu_derivative",
    "selu",
    "selu_derivative",
    "softplus",
    "softplus_derivative",
    "linear",
    "linear_derivative",
    "softmax",
    "softmax_derivative",
    "get",
]

SELU_ALPHA = 1.6732632423543772
SELU_SCALE = 1.0507009873554805

# exp(-1000) underflows to 0, and 0 is the right answer: no alarm, even under errstate(all="raise").
_underflow_is_zero = np.errstate(under="ignore")


def _like(x: NDArray, values: NDArray) -> NDArray:
    """``values`` in the dtype of ``x``, with NaN where ``x`` is NaN."""
    return np.where(np.isnan(x), x, values.astype(x.dtype))[()]


def heaviside(x: ArrayLike) -> NDArray:
    r"""Heaviside step: 1 where x is at least 0, else 0.

    .. math:: H(x) = \begin{cases} 1 & x \ge 0 \\ 0 & x < 0 \end{cases}

    Args:
        x: real numbers, any shape.

    Returns:
        0 and 1 as floats, shape of ``x``.

    Source:
        McCulloch and Pitts, 1943 (the all-or-none unit).
    """
    return np.heaviside(as_float(x, "x"), 1)


def heaviside_derivative(x: ArrayLike) -> NDArray:
    r"""Derivative of :func:`heaviside`: 0 everywhere.

    At the jump there is no derivative; we return 0 there too. A gradient that is 0 everywhere
    teaches a network nothing: this is why later networks left the step function.

    Args:
        x: real numbers, any shape.

    Returns:
        Zeros, shape of ``x``.
    """
    x = as_float(x, "x")
    return _like(x, np.zeros_like(x))


def sign(x: ArrayLike) -> NDArray:
    r"""Sign step: -1, 0 or 1.

    .. math:: \operatorname{sgn}(x) = \begin{cases} 1 & x > 0 \\ 0 & x = 0 \\ -1 & x < 0 \end{cases}

    Args:
        x: real numbers, any shape.

    Returns:
        -1, 0 and 1 as floats, shape of ``x``.

    Source:
        Rosenblatt, 1958.
    """
    return np.sign(as_float(x, "x"))


def sign_derivative(x: ArrayLike) -> NDArray:
    r"""Derivative of :func:`sign`: 0 everywhere, at the jump too.

    Args:
        x: real numbers, any shape.

    Returns:
        Zeros, shape of ``x``.
    """
    return heaviside_derivative(x)


@_underflow_is_zero
def sigmoid(x: ArrayLike) -> NDArray:
    r"""Logistic sigmoid: squeezes any number into (0, 1).

    .. math:: \sigma(x) = \frac{1}{1 + e^{-x}} = \frac{e^{x}}{e^{x} + 1}

    The first form overflows for large negative x, the second for large positive x. Each is used
    where its exponential is at most 1.

    Args:
        x: real numbers, any shape.

    Returns:
        Numbers between 0 and 1, shape of ``x``.

    Source:
        Rumelhart, Hinton and Williams, 1986.
    """
    x = as_float(x, "x")
    z = np.exp(-np.abs(x))
    return (np.where(x >= 0, 1, z) / (1 + z))[()]


@_underflow_is_zero
def sigmoid_derivative(x: ArrayLike) -> NDArray:
    r"""Derivative of :func:`sigmoid`, at most 1/4.

    .. math:: \sigma'(x) = \sigma(x) \, (1 - \sigma(x)) = \sigma(x) \, \sigma(-x)

    The last form keeps its digits for large x, where :math:`1 - \sigma(x)` rounds to 0.

    Args:
        x: the input of the sigmoid (not its output), any shape.

    Returns:
        Slopes between 0 and 1/4, shape of ``x``.
    """
    x = as_float(x, "x")
    return sigmoid(x) * sigmoid(-x)


@_underflow_is_zero
def tanh(x: ArrayLike) -> NDArray:
    r"""Hyperbolic tangent: squeezes any number into (-1, 1).

    .. math:: \tanh(x) = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}} = 2 \, \sigma(2x) - 1

    Args:
        x: real numbers, any shape.

    Returns:
        Numbers between -1 and 1, shape of ``x``.

    Source:
        LeCun, Bottou, Orr and Müller, 1998 (why an output around 0 trains better).
    """
    return np.tanh(as_float(x, "x"))


@_underflow_is_zero
def tanh_derivative(x: ArrayLike) -> NDArray:
    r"""Derivative of :func:`tanh`, at most 1.

    .. math:: \tanh'(x) = 1 - \tanh^2(x)

    Args:
        x: the input of tanh (not its output), any shape.

    Returns:
        Slopes between 0 and 1, shape of ``x``.
    """
    return 1 - tanh(x) ** 2


def _relu_arguments(
    negative_slope: float, max_value: float | None, threshold: float
) -> tuple[float, float, float]:
    """The three numbers, each at least 0 as ``keras.layers.ReLU`` asks; no maximum is infinity."""
    return (
        number(negative_slope, "negative_slope", low=0),
        np.inf if max_value is None else number(max_value, "max_value", low=0),
        number(threshold, "threshold", low=0),
    )


@_underflow_is_zero
def relu(
    x: ArrayLike,
    negative_slope: float = 0.0,
    max_value: float | None = None,
    threshold: float = 0.0,
) -> NDArray:
    r"""Rectified linear unit: passes what is positive, stops the rest.

    .. math::
        \operatorname{relu}(x) = \begin{cases}
            \min(x, \text{max\_value}) & x > \text{threshold} \\
            \text{negative\_slope} \cdot (x - \text{threshold}) & x \le \text{threshold}
        \end{cases}

    With the defaults this is :math:`\max(x, 0)`. A small ``negative_slope`` makes it the leaky
    ReLU, ``max_value=6`` makes it ReLU6.

    Args:
        x: real numbers, any shape.
        negative_slope: slope at and below the threshold, at least 0.
        max_value: the largest value returned, at least 0, or None for no limit.
        threshold: where the positive part begins, at least 0.

    Returns:
        Shape of ``x``.

    Raises:
        ValueError: if one of the three numbers is negative or not finite.

    Source:
        Nair and Hinton, 2010; leaky: Maas, Hannun and Ng, 2013.
    """
    slope, maximum, threshold = _relu_arguments(negative_slope, max_value, threshold)
    x = as_float(x, "x")
    # Without a slope the low part is 0, also for -inf, where 0 * -inf would be NaN.
    low = slope * (x - threshold) if slope else np.zeros_like(x)
    return _like(x, np.where(x > threshold, np.minimum(x, maximum), low))


def relu_derivative(
    x: ArrayLike,
    negative_slope: float = 0.0,
    max_value: float | None = None,
    threshold: float = 0.0,
) -> NDArray:
    r"""Derivative of :func:`relu`: 1 on the rising part, else ``negative_slope`` or 0.

    .. math::
        \operatorname{relu}'(x) = \begin{cases}
            0 & x > \max(\text{threshold}, \text{max\_value}) \\
            1 & \text{threshold} < x \le \text{max\_value} \\
            \text{negative\_slope} & x \le \text{threshold}
        \end{cases}

    A kink counts as part of the piece on its left: the derivative at 0 is ``negative_slope``, so 0
    for the plain ReLU, and 1 at ``max_value``. Keras gives the same, except in two corners: exactly
    at ``max_value=6`` without a threshold it gives 0, and exactly at the threshold it gives 0
    when a slope comes together with a threshold or a maximum.

    Args:
        x: the input of relu (not its output), any shape.
        negative_slope: as in :func:`relu`.
        max_value: as in :func:`relu`.
        threshold: as in :func:`relu`.

    Returns:
        Slopes, shape of ``x``.

    Raises:
        ValueError: if one of the three numbers is negative or not finite.
    """
    slope, maximum, threshold = _relu_arguments(negative_slope, max_value, threshold)
    x = as_float(x, "x")
    return _like(x, np.where(x > threshold, np.where(x > maximum, 0.0, 1.0), slope))


@_underflow_is_zero
def elu(x: ArrayLike, alpha: float = 1.0) -> NDArray:
    r"""Exponential linear unit: like ReLU, with a smooth floor at ``-alpha``.

    .. math::
        \operatorname{elu}(x) = \begin{cases}
            x & x > 0 \\ \alpha \, (e^{x} - 1) & x \le 0
        \end{cases}

    Args:
        x: real numbers, any shape.
        alpha: depth of the floor.

    Returns:
        Shape of ``x``.

    Raises:
        ValueError: if ``alpha`` is not a finite number.

    Source:
        Clevert, Unterthiner and Hochreiter, 2016.
    """
    x, alpha = as_float(x, "x"), number(alpha, "alpha")
    # minimum: the branch that is not taken must not overflow either.
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))[()]


@_underflow_is_zero
def elu_derivative(x: ArrayLike, alpha: float = 1.0) -> NDArray:
    r"""Derivative of :func:`elu`.

    .. math::
        \operatorname{elu}'(x) = \begin{cases} 1 & x > 0 \\ \alpha \, e^{x} & x \le 0 \end{cases}

    At 0 this is ``alpha``, the left side's slope, as in Keras. With ``alpha=1`` there is no kink.

    Args:
        x: the input of elu (not its output), any shape.
        alpha: as in :func:`elu`.

    Returns:
        Slopes, shape of ``x``.

    Raises:
        ValueError: if ``alpha`` is not a finite number.
    """
    x, alpha = as_float(x, "x"), number(alpha, "alpha")
    return np.where(x > 0, 1, alpha * np.exp(np.minimum(x, 0)))[()]


@_underflow_is_zero
def selu(x: ArrayLike) -> NDArray:
    r"""Scaled exponential linear unit: keeps mean 0 and variance 1 from layer to layer.

    .. math:: \operatorname{selu}(x) = s \cdot \operatorname{elu}(x, \alpha),
              \quad s \approx 1.0507, \; \alpha \approx 1.6733

    The mean and the variance are kept where the weights come from the LeCun normal distribution
    and the inputs are standardized.

    Args:
        x: real numbers, any shape.

    Returns:
        Shape of ``x``.

    Source:
        Klambauer, Unterthiner, Mayr and Hochreiter, 2017.
    """
    return SELU_SCALE * elu(x, SELU_ALPHA)


@_underflow_is_zero
def selu_derivative(x: ArrayLike) -> NDArray:
    r"""Derivative of :func:`selu`.

    .. math::
        \operatorname{selu}'(x) = \begin{cases}
            s & x \ge 0 \\ s \, \alpha \, e^{x} & x < 0
        \end{cases}

    At 0 this is :math:`s`, the right side's slope, as in Keras.

    Args:
        x: the input of selu (not its output), any shape.

    Returns:
        Slopes, shape of ``x``.
    """
    x = as_float(x, "x")
    return (SELU_SCALE * np.where(x >= 0, 1, SELU_ALPHA * np.exp(np.minimum(x, 0))))[()]


@_underflow_is_zero
def softplus(x: ArrayLike) -> NDArray:
    r"""Softplus: a smooth ReLU, always positive.

    .. math:: \operatorname{softplus}(x) = \ln(1 + e^{x}) = \max(x, 0) + \ln(1 + e^{-|x|})

    The last form never overflows.

    Args:
        x: real numbers, any shape.

    Returns:
        Positive numbers, shape of ``x``.

    Source:
        Dugas, Bengio, Bélisle, Nadeau and Garcia, 2001.
    """
    x = as_float(x, "x")
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def softplus_derivative(x: ArrayLike) -> NDArray:
    r"""Derivative of :func:`softplus`, which is the sigmoid.

    .. math:: \operatorname{softplus}'(x) = \sigma(x)

    Args:
        x: the input of softplus (not its output), any shape.

    Returns:
        Slopes between 0 and 1, shape of ``x``.
    """
    return sigmoid(x)


def linear(x: ArrayLike) -> NDArray:
    r"""Linear activation: returns a copy of x as it is.

    .. math:: \operatorname{linear}(x) = x

    Args:
        x: real numbers, any shape.

    Returns:
        A copy, shape of ``x``.
    """
    return as_float(x, "x").copy()[()]


def linear_derivative(x: ArrayLike) -> NDArray:
    r"""Derivative of :func:`linear`: 1 everywhere.

    Args:
        x: real numbers, any shape.

    Returns:
        Ones, shape of ``x``.
    """
    x = as_float(x, "x")
    return _like(x, np.ones_like(x))


def _classes_of(x: ArrayLike, axis: int) -> tuple[NDArray, int]:
    """``x`` as an array, and its class axis counted from the front; both checked."""
    x = as_float(x, "x")
    if x.ndim == 0:
        raise ValueError("x must have an axis of classes, got a single number.")
    axis = axis_index(axis, x.ndim, "x")
    if x.shape[axis] == 0:
        raise ValueError(f"x must have at least one class, got shape {x.shape} with axis {axis}.")
    return x, axis


# inf - inf is NaN and -1e308 - 1e308 is -inf: right answers here too, so no alarm.
_limits_are_fine = np.errstate(under="ignore", over="ignore", invalid="ignore")


@_limits_are_fine
def softmax(x: ArrayLike, axis: int = -1) -> NDArray:
    r"""Softmax: turns the K numbers along an axis into probabilities that sum to 1.

    .. math:: \operatorname{softmax}(x)_i = \frac{e^{x_i}}{\sum_{k=1}^{K} e^{x_k}}
              = \frac{e^{x_i - m}}{\sum_{k=1}^{K} e^{x_k - m}}, \quad m = \max_k x_k

    Subtracting the largest number changes nothing in exact arithmetic, and nothing overflows.

    Args:
        x: real numbers (logits), shape (..., K); not a single number.
        axis: the axis of the K classes.

    Returns:
        Probabilities, shape of ``x``. An entry of -inf gets 0. Where an entry is +inf, or all are
        -inf, no limit exists and the K probabilities are NaN.

    Raises:
        ValueError: if ``x`` has no such axis, or no class along it.

    Source:
        Bridle, 1990.
    """
    x, axis = _classes_of(x, axis)
    z = x - x.max(axis=axis, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=axis, keepdims=True)


@_limits_are_fine
def softmax_derivative(x: ArrayLike, axis: int = -1) -> NDArray:
    r"""Jacobian of :func:`softmax`: every output depends on every input of its row.

    .. math:: J_{ij} = \frac{\partial s_i}{\partial x_j} = s_i \, (\delta_{ij} - s_j),
              \quad s = \operatorname{softmax}(x)

    Args:
        x: real numbers (logits), shape (..., K).
        axis: the axis of the K classes.

    Returns:
        Shape (..., K, K), where row i, column j holds the derivative of output i by input j. The
        class axis, wherever it was, comes last.

    Raises:
        ValueError: if ``x`` has no such axis, or no class along it.
    """
    x, axis = _classes_of(x, axis)
    s = np.moveaxis(softmax(x, axis), axis, -1)
    return s[..., :, np.newaxis] * (np.eye(s.shape[-1], dtype=s.dtype) - s[..., np.newaxis, :])


_FUNCTIONS = {
    function.__name__: function
    for function in (heaviside, sign, sigmoid, tanh, relu, elu, selu, softplus, softmax, linear)
}


def get(identifier: str | Callable | None) -> Callable:
    """Returns an activation function, as ``keras.activations.get`` does.

    Args:
        identifier: a name such as ``"relu"``, a function (returned as it is), or None for
            :func:`linear`.

    Returns:
        The function.

    Raises:
        ValueError: if the name is unknown, with the nearest known one; if it is something else.
    """
    if identifier is None:
        return linear
    if callable(identifier):
        return identifier
    if not isinstance(identifier, str):
        raise ValueError(
            f"identifier must be a name, a function or None, got {type(identifier).__name__}."
        )
    if identifier not in _FUNCTIONS:
        raise unknown("activation", identifier, _FUNCTIONS)
    return _FUNCTIONS[identifier]

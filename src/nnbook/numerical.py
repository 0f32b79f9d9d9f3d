r"""The central-difference gradient: slow, simple, and the judge of every gradient you derive.

.. math:: \frac{\partial f}{\partial x_i} \approx
          \frac{f(x + \epsilon e_i) - f(x - \epsilon e_i)}{2 \epsilon}

The error of this formula falls with :math:`\epsilon^2`; the rounding error grows with
:math:`1 / \epsilon`. In float64, :math:`\epsilon = 10^{-5}` balances the two for numbers around 1
and leaves about ten right digits. An x with n entries costs 2 n calls of f: right for proving a
gradient, far too slow for training.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnbook._checks import as_float, number

__all__ = [
    "GradientError",
    "numerical_gradient",
    "check_gradient",
]


class GradientError(AssertionError):
    """A gradient that disagrees with the central differences; the message says where and how."""


def numerical_gradient(
    f: Callable[[NDArray], float], x: ArrayLike, epsilon: float = 1e-5
) -> NDArray:
    r"""Gradient of f at x by central differences.

    f must compute its value from the argument it gets. A function that ignores its argument and
    reads x from somewhere else has gradient 0 here, because x itself never changes.

    Args:
        f: a function of one array that returns one number. Each call gets its own float64 array of
            the shape of ``x``, with one entry shifted (a float if ``x`` is a single number).
        x: the point, any shape. Integers are fine: they are copied to float64 first, because
            adding 1e-5 to an integer array would change nothing.
        epsilon: the shift, above 0.

    Returns:
        The gradient in float64, shape of ``x``.

    Raises:
        ValueError: if f is no function or returns something else than one number, or ``epsilon``
            is not above 0.
    """
    if not callable(f):
        raise ValueError(f"f must be a function of one array, got {f!r}.")
    epsilon = number(epsilon, "epsilon", above=0)
    x = as_float(x, "x").astype(np.float64)
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):
        gradient[index] = (_value(f, x, index, epsilon) - _value(f, x, index, -epsilon)) / (
            2 * epsilon
        )
    return gradient[()]


def _value(f: Callable[[NDArray], float], x: NDArray, index: tuple, shift: float) -> float:
    """f at a copy of x with one entry shifted: a fresh one, since f may keep or change it."""
    shifted = x.copy()
    shifted[index] += shift
    value = f(shifted[()])
    if value is None:
        raise ValueError("f must return one number, got None.")
    value = as_float(value, "the value of f")
    if value.size != 1:
        raise ValueError(f"f must return one number, got an array of shape {value.shape}.")
    return float(value.item())


def check_gradient(
    f: Callable[[NDArray], float],
    x: ArrayLike,
    gradient: ArrayLike,
    epsilon: float = 1e-5,
    rtol: float = 1e-6,
    atol: float = 1e-8,
) -> float:
    r"""Proves a gradient of f at x, or says where it is wrong.

    An entry is right where

    .. math:: |\text{got} - \text{expected}| \le
              \text{atol} + \text{rtol} \cdot \max(|\text{got}|, |\text{expected}|)

    with ``expected`` from :func:`numerical_gradient`. Keep x away from kinks, such as 0 for ReLU:
    a central difference there gives the mean of the two slopes. For a gradient computed in float32,
    pass a larger tolerance, such as ``rtol=1e-4, atol=1e-6``.

    Args:
        f: a function of one array that returns one number, as in :func:`numerical_gradient`.
        x: the point, any shape.
        gradient: the gradient to check, shape of ``x``.
        epsilon: the shift of the central difference, above 0.
        rtol: relative tolerance, at least 0.
        atol: absolute tolerance, at least 0.

    Returns:
        The largest difference between an entry and its central difference, divided by the largest
        entry of the two gradients (0.0 when both are all zeros).

    Raises:
        GradientError: if an entry is wrong or the shape is. The message names the worst entry, the
            point, what the central difference gives and what came, and the likely mistake where all
            entries tell the same one.
        ValueError: if ``gradient`` does not hold numbers, if f is not finite around x, or as in
            :func:`numerical_gradient`.

    Source:
        the derivative check of Dennis and Schnabel, 1983.
    """
    rtol, atol = number(rtol, "rtol", low=0), number(atol, "atol", low=0)
    if gradient is None:
        raise ValueError("gradient must be an array of numbers, got None (a missing return?).")
    got = as_float(gradient, "gradient").astype(np.float64)
    x = as_float(x, "x").astype(np.float64)
    if got.shape != x.shape:
        hint = ": is it transposed?" if got.shape == x.shape[::-1] else "."
        raise GradientError(
            f"The gradient must have the shape of x, {x.shape}, got shape {got.shape}{hint}"
        )
    expected = np.asarray(numerical_gradient(f, x, epsilon))
    if not np.isfinite(expected).all():
        index = tuple(int(i) for i in np.argwhere(~np.isfinite(expected))[0])
        raise ValueError(
            f"f must be finite around x, but its central difference at {_entry('x', index)} is "
            f"{expected[index]}."
        )

    largest = np.maximum(np.abs(got), np.abs(expected))
    difference = np.abs(got - expected)
    # NaN and infinity are always wrong: no comparison with them can be trusted to say so.
    wrong = ~np.isfinite(got) | (difference > atol + rtol * largest)
    if wrong.any():
        raise GradientError(_explain(x, got, expected, difference, wrong, rtol, atol))
    scale = largest.max(initial=0.0)
    return float(difference.max() / scale) if scale > 0 else 0.0


def _entry(name: str, index: tuple) -> str:
    """``x[0, 2]``, or plain ``x`` for a single number."""
    return f"{name}[{', '.join(map(str, index))}]" if index else name


def _explain(
    x: NDArray,
    got: NDArray,
    expected: NDArray,
    difference: NDArray,
    wrong: NDArray,
    rtol: float,
    atol: float,
) -> str:
    """The message for a wrong gradient: the worst entry, how many there are, and a guess why."""
    worst = np.argmax(np.where(np.isnan(difference), np.inf, difference))
    index = tuple(int(i) for i in np.unravel_index(worst, x.shape))
    message = (
        f"{_entry('gradient', index)} is wrong at {_entry('x', index)} = {x[index]:.6g}: "
        f"the central difference gives {expected[index]:.6g}, got {got[index]:.6g}."
    )
    if x.size > 1:
        message += f" {wrong.sum()} of {x.size} entries are wrong."
    return message + _guess(got, expected, rtol, atol)


def _guess(got: NDArray, expected: NDArray, rtol: float, atol: float) -> str:
    """The likely mistake, when it explains every entry; else nothing."""
    if not np.isfinite(got).all():
        return " The gradient holds NaN or infinity."

    def explains(other: NDArray) -> bool:
        return np.allclose(got, other, rtol=max(rtol, 1e-5), atol=max(atol, 1e-8))

    if explains(-expected):
        return " Every entry has the wrong sign." if got.size > 1 else " The sign is wrong."
    if got.size == 1:
        return ""
    if not got.any():
        return " Every entry is 0: was the gradient ever filled in?"
    if got.ndim == 2 and got.shape[0] == got.shape[1] and explains(expected.T):
        return " It is the transpose of the right gradient."
    pivot = np.unravel_index(np.argmax(np.abs(expected)), expected.shape)
    factor = got[pivot] / expected[pivot] if expected[pivot] else 0.0
    if factor and explains(factor * expected):
        return (
            f" Every entry is {factor:.4g} times the right one: "
            "is a factor wrong, such as 1 / N for the mean?"
        )
    return ""

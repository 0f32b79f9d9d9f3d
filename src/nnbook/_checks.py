"""Argument checks that several rooms share. A failure is one sentence that names the argument."""

import difflib
import math
from collections.abc import Iterable
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray


def as_float(x: ArrayLike, name: str) -> NDArray:
    """Returns ``x`` as an array: float32 stays float32, other real numbers become float64."""
    try:
        array = np.asarray(x)
    except ValueError:
        raise ValueError(
            f"{name} must have rows of equal length, got rows of different lengths."
        ) from None
    if array.dtype.kind == "O":
        strange = (type(entry).__name__ for entry in array.flat if not isinstance(entry, Real))
        raise ValueError(f"{name} must hold real numbers, got {next(strange, 'object')}.")
    if array.dtype.kind not in "buif":
        raise ValueError(f"{name} must hold real numbers, got {array.dtype}.")
    # Half precision is too narrow for our formulas: it goes up to float32.
    narrow = array.dtype.kind == "f" and array.dtype.itemsize <= 4
    return array.astype(np.float32 if narrow else np.float64, copy=False)


def number(value: float, name: str, low: float = -math.inf, above: float = -math.inf) -> float:
    """Returns ``value`` as a Python float that is finite, at least ``low`` and above ``above``."""
    try:
        result = float(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be a number, got {value!r}.") from None
    if not math.isfinite(result) or result < low or result <= above:
        bound = f" of at least {low:g}" if low > -math.inf else ""
        bound = f" above {above:g}" if above > -math.inf else bound
        raise ValueError(f"{name} must be a finite number{bound}, got {value!r}.")
    return result


def axis_index(axis: int, ndim: int, name: str) -> int:
    """Returns ``axis`` counted from the front, for an array called ``name`` with ``ndim`` axes."""
    if isinstance(axis, bool) or not isinstance(axis, (int, np.integer)):
        raise ValueError(f"axis must be an integer, got {axis!r}.")
    if not -ndim <= axis < ndim:
        raise ValueError(f"axis {axis} does not exist: {name} has {ndim} axes.")
    return int(axis) % ndim


def unknown(kind: str, name: object, known: Iterable[str]) -> ValueError:
    """Returns the error for a name that is not among ``known``, with the nearest match."""
    known = sorted(known)
    # Compared in lower case, so that "Sigmoid" finds "sigmoid".
    lower = {item.lower(): item for item in known}
    near = difflib.get_close_matches(str(name).lower(), lower, n=1)
    hint = f" Did you mean {lower[near[0]]!r}?" if near else ""
    return ValueError(f"Unknown {kind} {name!r}.{hint} Known: {', '.join(known)}.")

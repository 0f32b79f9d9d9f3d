"""Argument checks that several rooms share. A failure is one sentence that names the argument."""

import difflib
import math
import operator
from collections.abc import Iterable, Sequence
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray


def as_array(x: ArrayLike, name: str) -> NDArray:
    """Returns ``x`` as an array of whatever it holds."""
    try:
        return np.asarray(x)
    except ValueError:
        raise ValueError(
            f"{name} must have rows of equal length, got rows of different lengths."
        ) from None


def as_float(x: ArrayLike, name: str) -> NDArray:
    """Returns ``x`` as an array: float16 and float32 give float32, other real numbers float64."""
    array = as_array(x, name)
    if array.dtype.kind == "O":
        strange = (type(entry).__name__ for entry in array.flat if not isinstance(entry, Real))
        raise ValueError(f"{name} must hold real numbers, got {next(strange, 'object')}.")
    if array.dtype.kind not in "buif":
        raise ValueError(f"{name} must hold real numbers, got {array.dtype}.")
    # Half precision is too narrow for our formulas: it goes up to float32.
    narrow = array.dtype.kind == "f" and array.dtype.itemsize <= 4
    return array.astype(np.float32 if narrow else np.float64, copy=False)


def as_floats(arrays: Iterable[ArrayLike], name: str) -> list[NDArray]:
    """Returns ``arrays`` as a list, each as :func:`as_float` has it."""
    try:
        arrays = list(arrays)
    except TypeError:
        raise ValueError(f"{name} must be a list of arrays, got {arrays!r}.") from None
    return [as_float(array, f"{name}[{i}]") for i, array in enumerate(arrays)]


def as_shape(shape: Sequence[int | None], name: str) -> tuple[int | None, ...]:
    """Returns ``shape`` as a tuple of sizes; an unknown size is None."""
    try:
        sizes = tuple(None if size is None else operator.index(size) for size in shape)
    except TypeError:
        sizes = (-1,)
    if any(size is not None and size < 0 for size in sizes):
        raise ValueError(
            f"{name} must hold an integer of at least 0 or None for each axis, got {shape!r}."
        )
    return sizes


def number(value: float, name: str, low: float = -math.inf, above: float = -math.inf) -> float:
    """Returns ``value`` as a Python float that is finite, at least ``low`` and above ``above``."""
    try:
        # float would read "0.5", and take True for 1.
        result = None if isinstance(value, (str, bytes, bool, np.bool_)) else float(value)
    except (TypeError, ValueError):
        result = None
    except OverflowError:
        result = math.inf
    if result is None:
        raise ValueError(f"{name} must be a number, got {value!r}.")
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


def as_seed(seed: int | np.random.Generator | None) -> int | np.random.Generator | None:
    """Returns ``seed``, once it is one that ``numpy.random.default_rng`` takes."""
    whole = isinstance(seed, (int, np.integer)) and not isinstance(seed, bool) and seed >= 0
    if not (seed is None or whole or isinstance(seed, np.random.Generator)):
        raise ValueError(
            "seed must be an integer of at least 0, a numpy.random.Generator or None, "
            f"got {seed!r}."
        )
    return seed


def as_dtype(dtype: DTypeLike) -> np.dtype:
    """Returns ``dtype`` as one of the two that the library computes in."""
    try:
        result = np.dtype(dtype)
    except TypeError:
        result = None
    if dtype is None or result not in (np.float32, np.float64):
        raise ValueError(f"dtype must be float32 or float64, got {dtype!r}.")
    return result


def direction(mode: str, monitor: str) -> str:
    """Returns ``"min"`` or ``"max"``: with ``"auto"``, what the name of the value tells."""
    if not isinstance(monitor, str):
        raise ValueError(f"monitor must be a name such as 'val_loss', got {monitor!r}.")
    if mode not in ("auto", "min", "max"):
        raise unknown("mode", mode, ("auto", "min", "max"))
    if mode != "auto":
        return mode
    if monitor.endswith(("acc", "accuracy")):
        return "max"
    if monitor.endswith(("loss", "error", "mse", "mae", "crossentropy")):
        return "min"
    raise ValueError(
        f"mode must be 'min' or 'max', since the name of monitor {monitor!r} does not tell."
    )


def unknown(kind: str, name: object, known: Iterable[str]) -> ValueError:
    """Returns the error for a name that is not among ``known``, with the nearest match."""
    known = sorted(known)
    # Compared in lower case, so that "Sigmoid" finds "sigmoid".
    lower = {item.lower(): item for item in known}
    near = difflib.get_close_matches(str(name).lower(), lower, n=1)
    hint = f" Did you mean {lower[near[0]]!r}?" if near else ""
    return ValueError(f"Unknown {kind} {name!r}.{hint} Known: {', '.join(known)}.")

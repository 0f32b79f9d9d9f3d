r"""Regularizers, constraints and gradient clipping: three ways to keep numbers small.

- A *regularizer* adds a penalty on the weights to the loss, so that its gradient pulls them towards
  0: :class:`L1`, :class:`L2`, :class:`L1L2`. ``r(w)`` is the penalty, ``r.gradient(w)`` its
  derivative.
- A *constraint* changes the weights after each step: :class:`MaxNorm`.
- *Clipping* changes the gradient before the step, so that one steep place cannot throw the weights
  away: :func:`clip_by_value`, :func:`clip_by_norm`, :func:`clip_by_global_norm`.

Names, formulas and defaults are Keras's. Nothing here changes its arguments: you get new arrays,
float32 where yours are, float64 otherwise.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnbook._checks import as_float, axis_index, number, unknown

__all__ = [
    "Constraint",
    "L1",
    "L1L2",
    "L2",
    "MaxNorm",
    "Regularizer",
    "clip_by_global_norm",
    "clip_by_norm",
    "clip_by_value",
    "get",
    "get_constraint",
    "global_norm",
]


# ---------------------------------------------------------------------------- penalties


class Regularizer:
    """What every regularizer has: call it for the penalty, ask it for the gradient."""

    def __call__(self, w: ArrayLike) -> float:
        """Returns the penalty on the weights ``w``, of any shape."""
        raise NotImplementedError

    def gradient(self, w: ArrayLike) -> NDArray:
        """Returns the derivative of the penalty by each entry of ``w``.

        Args:
            w: weights, any shape.

        Returns:
            Shape of ``w``.

        Raises:
            ValueError: if ``w`` does not hold real numbers.
        """
        raise NotImplementedError

    def __repr__(self) -> str:
        settings = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({settings})"


class L1L2(Regularizer):
    r"""The sum of an L1 and an L2 penalty (the "elastic net").

    .. math:: R(w) = \lambda_1 \sum_i |w_i| + \lambda_2 \sum_i w_i^2
              \qquad
              \frac{\partial R}{\partial w_i}
              = \lambda_1 \operatorname{sgn}(w_i) + 2 \lambda_2 w_i

    The derivative of :math:`|w_i|` at exactly 0 is taken as 0.

    Args:
        l1: the factor :math:`\lambda_1`, at least 0.
        l2: the factor :math:`\lambda_2`, at least 0.

    Raises:
        ValueError: if a factor is not a finite number of at least 0.

    Source:
        Zou and Hastie, 2005.
    """

    def __init__(self, l1: float = 0.0, l2: float = 0.0) -> None:
        self.l1 = number(l1, "l1", low=0)
        self.l2 = number(l2, "l2", low=0)

    def __call__(self, w: ArrayLike) -> float:
        w = as_float(w, "w")
        return self.l1 * float(np.sum(np.abs(w))) + self.l2 * float(np.sum(np.square(w)))

    def gradient(self, w: ArrayLike) -> NDArray:
        w = as_float(w, "w")
        return self.l1 * np.sign(w) + 2 * self.l2 * w


class L1(Regularizer):
    r"""L1 penalty: a pull of the same strength on each weight, however small.

    .. math:: R(w) = \lambda \sum_i |w_i|
              \qquad
              \frac{\partial R}{\partial w_i} = \lambda \operatorname{sgn}(w_i)

    It makes many weights nearly 0. They seldom become exactly 0 by gradient steps alone, which
    jump over it. There is no factor 1/2: that belongs to a square.

    Args:
        l1: the factor :math:`\lambda`, at least 0.

    Raises:
        ValueError: if ``l1`` is not a finite number of at least 0.

    Source:
        Tibshirani, 1996 (the lasso).
    """

    def __init__(self, l1: float = 0.01) -> None:
        self.l1 = number(l1, "l1", low=0)

    def __call__(self, w: ArrayLike) -> float:
        return self.l1 * float(np.sum(np.abs(as_float(w, "w"))))

    def gradient(self, w: ArrayLike) -> NDArray:
        return self.l1 * np.sign(as_float(w, "w"))


class L2(Regularizer):
    r"""L2 penalty: a pull in proportion to the weight.

    .. math:: R(w) = \lambda \sum_i w_i^2
              \qquad
              \frac{\partial R}{\partial w_i} = 2 \lambda w_i

    It is a sum, not a mean, and has no factor 1/2: ``tf.nn.l2_loss(w)`` is
    :math:`\frac{1}{2} \sum_i w_i^2`, half of it.

    Args:
        l2: the factor :math:`\lambda`, at least 0.

    Raises:
        ValueError: if ``l2`` is not a finite number of at least 0.

    Source:
        Hoerl and Kennard, 1970 (ridge regression).
    """

    def __init__(self, l2: float = 0.01) -> None:
        self.l2 = number(l2, "l2", low=0)

    def __call__(self, w: ArrayLike) -> float:
        return self.l2 * float(np.sum(np.square(as_float(w, "w"))))

    def gradient(self, w: ArrayLike) -> NDArray:
        return 2 * self.l2 * as_float(w, "w")


# -------------------------------------------------------------------------- constraints


class Constraint:
    """What every constraint has: call it with the weights, get those that are allowed."""

    def __call__(self, w: ArrayLike) -> NDArray:
        """Returns the nearest allowed weights, as a new array of the shape of ``w``."""
        raise NotImplementedError

    def __repr__(self) -> str:
        settings = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({settings})"


class MaxNorm(Constraint):
    r"""Shortens the weight vectors that are longer than ``max_value``, and leaves the others.

    .. math:: w \leftarrow w \, \frac{\min(\lVert w \rVert, r)}{\lVert w \rVert + \epsilon},
              \quad \epsilon = 10^{-7}

    The minimum is the point: :math:`w \, r / \lVert w \rVert` without it also *lengthens* the short
    vectors. The :math:`\epsilon` keeps a vector of zeros at 0, as in Keras.

    Args:
        max_value: the largest norm r, at least 0.
        axis: the axis, or a list of axes, along which a norm is taken. 0 for the kernel of a dense
            layer, shape (n, m): one norm a unit. ``[0, 1, 2]`` for a convolution, shape
            (kh, kw, channels, filters): one norm a filter.

    Raises:
        ValueError: if ``max_value`` is not a finite number of at least 0; on a call, if ``w`` does
            not have these axes, or one is named twice.

    Source:
        Srebro and Shraibman, 2005; with dropout: Srivastava et al., 2014.
    """

    def __init__(self, max_value: float = 2, axis: int | Sequence[int] = 0) -> None:
        self.max_value = number(max_value, "max_value", low=0)
        self.axis = axis

    def __call__(self, w: ArrayLike) -> NDArray:
        w = as_float(w, "w")
        axes = self.axis if isinstance(self.axis, Sequence) else [self.axis]
        axes = tuple(axis_index(axis, w.ndim, "w") for axis in axes)
        if len(set(axes)) < len(axes):
            raise ValueError(f"axis must name each axis once, got {self.axis!r}.")
        norms = np.sqrt(np.sum(np.square(w), axis=axes, keepdims=True))
        return w * (np.minimum(norms, self.max_value) / (norms + 1e-7))


# ----------------------------------------------------------------------------- clipping

Gradients = TypeVar("Gradients", bound=Mapping | Sequence | NDArray)


def _map(clip: Callable[[NDArray], NDArray], grads: Gradients) -> Gradients:
    """``clip`` of each array: a dict for a dict, a list for a list, an array for an array."""
    if isinstance(grads, Mapping):
        return {k: np.asarray(clip(as_float(g, f"grads[{k!r}]"))) for k, g in grads.items()}
    if isinstance(grads, (list, tuple)):
        return [np.asarray(clip(as_float(g, f"grads[{i}]"))) for i, g in enumerate(grads)]
    if isinstance(grads, (np.ndarray, np.number)):
        return np.asarray(clip(as_float(grads, "grads")))
    raise ValueError(f"grads must be a dict or a list of arrays, got {type(grads).__name__}.")


def _norm(g: NDArray) -> float:
    """The Euclidean norm of all entries, without overflow on the way to it."""
    largest = np.max(np.abs(g), initial=0.0)
    # An infinite entry has an infinite norm, and zeros the norm 0; inf / inf or 0 / 0 would be NaN.
    if not 0 < largest < np.inf:
        return float(largest)
    return float(largest) * math.sqrt(np.sum(np.square(g / largest)))


def global_norm(grads: Mapping | Sequence | NDArray) -> float:
    r"""Returns the norm of all gradients together, as if they were one long vector.

    .. math:: \lVert g \rVert = \sqrt{\sum_j \lVert g_j \rVert^2}

    Args:
        grads: a dict or a list of arrays, or one array.

    Returns:
        The norm, 0.0 for no array at all.

    Raises:
        ValueError: if ``grads`` does not hold arrays of real numbers.

    Source:
        Pascanu et al., 2013.
    """
    norms: list[float] = []
    _map(lambda g: norms.append(_norm(g)), grads)
    return math.hypot(*norms)


def clip_by_value(grads: Gradients, clipvalue: float) -> Gradients:
    r"""Cuts each entry of each gradient to the range from -clipvalue to clipvalue.

    .. math:: g_i \leftarrow \max(-c, \min(g_i, c))

    The direction of the gradient changes: (0.9, 100) becomes (0.9, 1.0) for ``clipvalue=1``.

    Args:
        grads: a dict or a list of arrays, or one array.
        clipvalue: the largest absolute value c, above 0.

    Returns:
        The same structure, with new arrays.

    Raises:
        ValueError: if ``clipvalue`` is not above 0, or ``grads`` does not hold arrays of real
            numbers.

    Source:
        Mikolov, 2012.
    """
    clipvalue = number(clipvalue, "clipvalue", above=0)
    return _map(lambda g: np.clip(g, -clipvalue, clipvalue), grads)


def clip_by_norm(grads: Gradients, clipnorm: float) -> Gradients:
    r"""Shortens each gradient array whose own norm is larger than clipnorm.

    .. math:: g \leftarrow g \, \min\left(1, \frac{c}{\lVert g \rVert}\right)

    The direction of each array stays. Each is clipped by itself, so that the direction of all of
    them together may change; :func:`clip_by_global_norm` keeps that too.

    Args:
        grads: a dict or a list of arrays, or one array.
        clipnorm: the largest norm c, above 0.

    Returns:
        The same structure, with new arrays.

    Raises:
        ValueError: if ``clipnorm`` is not above 0, or ``grads`` does not hold arrays of real
            numbers.

    Source:
        Pascanu et al., 2013.
    """
    clipnorm = number(clipnorm, "clipnorm", above=0)
    return _map(lambda g: g * (clipnorm / max(_norm(g), clipnorm)), grads)


def clip_by_global_norm(grads: Gradients, global_clipnorm: float) -> Gradients:
    r"""Shortens all gradients by one factor where their common norm is larger than global_clipnorm.

    .. math:: g_j \leftarrow g_j \, \min\left(1, \frac{c}{\lVert g \rVert}\right), \quad
              \lVert g \rVert = \sqrt{\sum_j \lVert g_j \rVert^2}

    Args:
        grads: a dict or a list of arrays, or one array.
        global_clipnorm: the largest common norm c, above 0.

    Returns:
        The same structure, with new arrays.

    Raises:
        ValueError: if ``global_clipnorm`` is not above 0, or ``grads`` does not hold arrays of real
            numbers.

    Source:
        Pascanu et al., 2013.
    """
    clip = number(global_clipnorm, "global_clipnorm", above=0)
    factor = clip / max(global_norm(grads), clip)
    return _map(lambda g: g * factor, grads)


# ------------------------------------------------------------------------------ by name


def get(identifier: str | Regularizer | type | None) -> Regularizer | None:
    """Returns a regularizer, as ``keras.regularizers.get`` does.

    Args:
        identifier: a name (``"L1"``, ``"L2"``, ``"L1L2"`` or ``"l1"``, ``"l2"``, ``"l1l2"``), a
            class, a regularizer (returned as it is), or None.

    Returns:
        A regularizer with its default factors for a name or a class; None for None.

    Raises:
        ValueError: if the name is unknown, with the nearest known one; if it is something else.
    """
    known = {"L1": L1, "L2": L2, "L1L2": L1L2, "l1": L1, "l2": L2, "l1l2": L1L2}
    return _get(identifier, "regularizer", Regularizer, known)


def get_constraint(identifier: str | Constraint | type | None) -> Constraint | None:
    """Returns a constraint, as ``keras.constraints.get`` does.

    Args:
        identifier: a name (``"MaxNorm"`` or ``"max_norm"``), a class, a constraint (returned as it
            is), or None.

    Returns:
        A constraint with its default settings for a name or a class; None for None.

    Raises:
        ValueError: if the name is unknown, with the nearest known one; if it is something else.
    """
    return _get(identifier, "constraint", Constraint, {"MaxNorm": MaxNorm, "max_norm": MaxNorm})


def _get(identifier: object, kind: str, base: type, known: dict[str, type]) -> object:
    if isinstance(identifier, str):
        if identifier not in known:
            raise unknown(kind, identifier, known)
        identifier = known[identifier]
    if isinstance(identifier, type) and issubclass(identifier, base):
        identifier = identifier()
    if identifier is not None and not isinstance(identifier, base):
        raise ValueError(
            f"identifier must be a name, a {kind} or None, got {type(identifier).__name__}."
        )
    return identifier

r"""Initializers: the numbers that a layer's weights start with.

An initializer is called with a shape and returns an array of that shape. Names, arguments,
defaults and distributions are those of ``keras.initializers``; the random numbers themselves are
NumPy's, so the same seed gives other numbers than in Keras.

The variance decides whether a deep network learns. If it is too large, signals grow from layer to
layer; if it is too small, they die out. Glorot, LeCun and He derive the right variance from the
fans: how many inputs feed a unit (``fan_in``) and how many outputs an input feeds (``fan_out``).

==========================================  ================  ==========================
activation                                  initializer       variance
==========================================  ================  ==========================
none, tanh, sigmoid, softmax                Glorot            2 / (fan_in + fan_out)
ReLU and its family                         He                2 / fan_in
SELU                                        LeCun             1 / fan_in
==========================================  ================  ==========================

Where the random numbers come from:

- an integer ``seed``: every call gives the same numbers, as in Keras. Two layers that share such an
  initializer start equal;
- a ``numpy.random.Generator`` as ``seed``: every call draws the next numbers from it;
- no seed: the call's ``rng`` (a model passes its own), or fresh random numbers without one.

Numbers are drawn in float64 and then rounded, so a float32 network starts at the same point as
its float64 twin. Bad input raises a ValueError.
"""

import math
import operator
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from nnbook._checks import as_dtype, as_float, as_seed, number, unknown

__all__ = [
    "Constant",
    "GlorotNormal",
    "GlorotUniform",
    "HeNormal",
    "HeUniform",
    "Initializer",
    "LecunNormal",
    "LecunUniform",
    "Ones",
    "RandomNormal",
    "RandomUniform",
    "TRUNCATED_STDDEV",
    "TruncatedNormal",
    "VarianceScaling",
    "Zeros",
    "compute_fans",
    "get",
]

TRUNCATED_STDDEV = 0.87962566103423978
"""Standard deviation of a standard normal distribution that is cut off at -2 and 2."""


def _shape(shape: int | Sequence[int]) -> tuple[int, ...]:
    """``shape`` as a tuple of integers that are at least 0."""
    try:
        sizes = tuple(operator.index(n) for n in (shape if np.iterable(shape) else [shape]))
    except TypeError:
        sizes = (-1,)
    if min(sizes, default=0) < 0:
        raise ValueError(f"shape must hold integers of at least 0, got {shape!r}.")
    return sizes


def compute_fans(shape: Sequence[int]) -> tuple[int, int]:
    r"""Counts the inputs and the outputs of one unit, given the shape of the weights.

    .. math:: \text{fan}_\text{in} = r \cdot c_\text{in}, \quad
              \text{fan}_\text{out} = r \cdot c_\text{out}

    for a kernel of shape (..., c_in, c_out), where r is the number of cells that a filter covers:
    1 for a dense kernel (n, m), kh kw for a convolution kernel (kh, kw, c_in, c_out).

    Args:
        shape: the shape of the weights. A vector has both fans equal to its length; a single
            number has fans 1 and 1.

    Returns:
        The pair (fan_in, fan_out).

    Raises:
        ValueError: if ``shape`` does not hold integers of at least 0.
    """
    shape = _shape(shape)
    if len(shape) < 2:
        return (shape or (1,))[0], (shape or (1,))[0]
    receptive_field = math.prod(shape[:-2])
    return receptive_field * shape[-2], receptive_field * shape[-1]


class Initializer:
    """Base of all initializers; a subclass says in ``_draw`` what the numbers are.

    A subclass with random numbers takes a ``seed`` and is called with an ``rng``.
    """

    seed: int | np.random.Generator | None = None

    def __call__(
        self,
        shape: int | Sequence[int],
        dtype: DTypeLike = "float32",
        rng: np.random.Generator | None = None,
    ) -> NDArray:
        """Makes the starting values.

        Args:
            shape: shape of the array.
            dtype: float32 or float64.
            rng: where the random numbers come from if the initializer has no seed of its own.

        Returns:
            A new array of ``shape`` and ``dtype``.

        Raises:
            ValueError: if an argument is not of that kind.
        """
        shape, dtype = _shape(shape), as_dtype(dtype)
        if rng is not None and not isinstance(rng, np.random.Generator):
            raise ValueError(
                f"rng must be a numpy.random.Generator or None, got {type(rng).__name__}."
            )
        source = rng if self.seed is None and rng is not None else np.random.default_rng(self.seed)
        return np.asarray(self._draw(shape, source)).astype(dtype)

    def _draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> NDArray:
        raise NotImplementedError(f"{type(self).__name__} must define _draw(shape, rng).")

    def __repr__(self) -> str:
        arguments = ", ".join(f"{key}={value!r}" for key, value in vars(self).items())
        return f"{type(self).__name__}({arguments})"


class Constant(Initializer):
    r"""The same number everywhere.

    .. math:: w = \text{value}

    For biases. A kernel of equal numbers makes all units of a layer equal, and they stay equal.

    Args:
        value: the number.

    Raises:
        ValueError: if ``value`` is not a finite number.
    """

    def __init__(self, value: float = 0.0):
        self.value = number(value, "value")

    def _draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> NDArray:
        return np.full(shape, self.value)


class Zeros(Initializer):
    """Zeros: the start of every bias."""

    def _draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> NDArray:
        return np.zeros(shape)


class Ones(Initializer):
    """Ones: the start of batch normalization's scale."""

    def _draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> NDArray:
        return np.ones(shape)


class _RandomInitializer(Initializer):
    """An initializer with a seed."""

    def __init__(self, seed: int | np.random.Generator | None = None):
        self.seed = as_seed(seed)


class RandomNormal(_RandomInitializer):
    r"""Normal distribution.

    .. math:: w \sim \mathcal{N}(\text{mean}, \text{stddev}^2)

    Args:
        mean: mean of the numbers.
        stddev: their standard deviation, at least 0.
        seed: see the top of this page.

    Raises:
        ValueError: if an argument is not of that kind.
    """

    def __init__(
        self,
        mean: float = 0.0,
        stddev: float = 0.05,
        seed: int | np.random.Generator | None = None,
    ):
        self.mean = number(mean, "mean")
        self.stddev = number(stddev, "stddev", low=0)
        super().__init__(seed)

    def _draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> NDArray:
        return rng.normal(self.mean, self.stddev, shape)


def _truncated_normal(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray:
    """Standard normal numbers, drawn again wherever they are beyond -2 or 2."""
    z = rng.standard_normal(shape)
    while (outside := np.abs(z) > 2).any():
        z[outside] = rng.standard_normal(np.count_nonzero(outside))
    return z


class TruncatedNormal(RandomNormal):
    r"""Normal distribution without its tails: numbers beyond 2 ``stddev`` are drawn again.

    .. math:: w = \text{mean} + \text{stddev} \cdot z, \quad
              z \sim \mathcal{N}(0, 1) \text{ given } |z| \le 2

    The numbers that come out spread less than ``stddev`` says: their standard deviation is
    ``TRUNCATED_STDDEV`` (0.8796) times it.

    Args:
        mean: mean of the numbers.
        stddev: standard deviation before the tails are cut, at least 0.
        seed: see the top of this page.

    Raises:
        ValueError: if an argument is not of that kind.
    """

    def _draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> NDArray:
        return self.mean + self.stddev * _truncated_normal(shape, rng)


class RandomUniform(_RandomInitializer):
    r"""Uniform distribution.

    .. math:: w \sim \mathcal{U}(\text{minval}, \text{maxval})

    Args:
        minval: lower bound.
        maxval: upper bound, at least ``minval``.
        seed: see the top of this page.

    Raises:
        ValueError: if an argument is not of that kind.
    """

    def __init__(
        self,
        minval: float = -0.05,
        maxval: float = 0.05,
        seed: int | np.random.Generator | None = None,
    ):
        self.minval = number(minval, "minval")
        self.maxval = number(maxval, "maxval", low=self.minval)
        super().__init__(seed)

    def _draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> NDArray:
        return rng.uniform(self.minval, self.maxval, shape)


class VarianceScaling(_RandomInitializer):
    r"""Random numbers whose variance fits the number of inputs or outputs.

    .. math:: \operatorname{Var}(w) = \frac{\text{scale}}{n}, \quad
              n = \begin{cases}
                  \text{fan}_\text{in} & \text{mode "fan\_in"} \\
                  \text{fan}_\text{out} & \text{mode "fan\_out"} \\
                  (\text{fan}_\text{in} + \text{fan}_\text{out}) / 2 & \text{mode "fan\_avg"}
              \end{cases}

    ``"uniform"`` draws from :math:`\mathcal{U}(-l, l)` with
    :math:`l = \sqrt{3 \, \text{scale} / n}`. ``"truncated_normal"`` cuts the tails at 2 standard
    deviations and divides by ``TRUNCATED_STDDEV``, so that the variance stays as above.

    Args:
        scale: the variance times n, above 0.
        mode: ``"fan_in"``, ``"fan_out"`` or ``"fan_avg"``.
        distribution: ``"truncated_normal"``, ``"untruncated_normal"`` or ``"uniform"``.
        seed: see the top of this page.

    Raises:
        ValueError: if an argument is not of that kind.

    Source:
        Glorot and Bengio, 2010; He, Zhang, Ren and Sun, 2015.
    """

    _MODES = ("fan_in", "fan_out", "fan_avg")
    _DISTRIBUTIONS = ("truncated_normal", "untruncated_normal", "uniform")

    def __init__(
        self,
        scale: float = 1.0,
        mode: str = "fan_in",
        distribution: str = "truncated_normal",
        seed: int | np.random.Generator | None = None,
    ):
        self.scale = number(scale, "scale", above=0)
        if mode not in self._MODES:
            raise unknown("mode", mode, self._MODES)
        if distribution not in self._DISTRIBUTIONS:
            raise unknown("distribution", distribution, self._DISTRIBUTIONS)
        self.mode, self.distribution = mode, distribution
        super().__init__(seed)

    def _draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> NDArray:
        fan_in, fan_out = compute_fans(shape)
        n = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[self.mode]
        variance = self.scale / max(1, n)
        if self.distribution == "uniform":
            limit = math.sqrt(3 * variance)
            return rng.uniform(-limit, limit, shape)
        if self.distribution == "untruncated_normal":
            return rng.normal(0, math.sqrt(variance), shape)
        return math.sqrt(variance) / TRUNCATED_STDDEV * _truncated_normal(shape, rng)


class GlorotUniform(VarianceScaling):
    r"""Glorot (Xavier) uniform: the default of Dense and Conv2D, here and in Keras.

    .. math:: w \sim \mathcal{U}(-l, l), \quad
              l = \sqrt{\frac{6}{\text{fan}_\text{in} + \text{fan}_\text{out}}}

    Args:
        seed: see the top of this page.

    Source:
        Glorot and Bengio, 2010.
    """

    def __init__(self, seed: int | np.random.Generator | None = None):
        super().__init__(1.0, "fan_avg", "uniform", seed)


class GlorotNormal(VarianceScaling):
    r"""Glorot (Xavier) normal, truncated at 2 standard deviations.

    .. math:: \operatorname{Var}(w) = \frac{2}{\text{fan}_\text{in} + \text{fan}_\text{out}}

    Args:
        seed: see the top of this page.

    Source:
        Glorot and Bengio, 2010.
    """

    def __init__(self, seed: int | np.random.Generator | None = None):
        super().__init__(1.0, "fan_avg", "truncated_normal", seed)


class HeUniform(VarianceScaling):
    r"""He uniform, for ReLU layers: twice LeCun's variance, because ReLU stops half of the signal.

    .. math:: w \sim \mathcal{U}(-l, l), \quad l = \sqrt{\frac{6}{\text{fan}_\text{in}}}

    Args:
        seed: see the top of this page.

    Source:
        He, Zhang, Ren and Sun, 2015.
    """

    def __init__(self, seed: int | np.random.Generator | None = None):
        super().__init__(2.0, "fan_in", "uniform", seed)


class HeNormal(VarianceScaling):
    r"""He normal, for ReLU layers, truncated at 2 standard deviations.

    .. math:: \operatorname{Var}(w) = \frac{2}{\text{fan}_\text{in}}

    Args:
        seed: see the top of this page.

    Source:
        He, Zhang, Ren and Sun, 2015.
    """

    def __init__(self, seed: int | np.random.Generator | None = None):
        super().__init__(2.0, "fan_in", "truncated_normal", seed)


class LecunUniform(VarianceScaling):
    r"""LeCun uniform.

    .. math:: w \sim \mathcal{U}(-l, l), \quad l = \sqrt{\frac{3}{\text{fan}_\text{in}}}

    Args:
        seed: see the top of this page.

    Source:
        LeCun, Bottou, Orr and Müller, 1998.
    """

    def __init__(self, seed: int | np.random.Generator | None = None):
        super().__init__(1.0, "fan_in", "uniform", seed)


class LecunNormal(VarianceScaling):
    r"""LeCun normal, for SELU layers, truncated at 2 standard deviations.

    .. math:: \operatorname{Var}(w) = \frac{1}{\text{fan}_\text{in}}

    Args:
        seed: see the top of this page.

    Source:
        LeCun, Bottou, Orr and Müller, 1998; for SELU: Klambauer, Unterthiner, Mayr and
        Hochreiter, 2017.
    """

    def __init__(self, seed: int | np.random.Generator | None = None):
        super().__init__(1.0, "fan_in", "truncated_normal", seed)


class _Given(Initializer):
    """The numbers of an array, for weights that are known."""

    def __init__(self, values: ArrayLike):
        self.values = as_float(values, "identifier")

    def _draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> NDArray:
        if shape != self.values.shape:
            raise ValueError(
                f"the initializer's array must have the shape of the weights, {shape}, "
                f"got shape {self.values.shape}."
            )
        return self.values


_CLASSES = {
    "zeros": Zeros,
    "ones": Ones,
    "constant": Constant,
    "random_normal": RandomNormal,
    "truncated_normal": TruncatedNormal,
    "random_uniform": RandomUniform,
    "variance_scaling": VarianceScaling,
    "glorot_uniform": GlorotUniform,
    "glorot_normal": GlorotNormal,
    "he_uniform": HeUniform,
    "he_normal": HeNormal,
    "lecun_uniform": LecunUniform,
    "lecun_normal": LecunNormal,
}
# Keras takes the names of the classes too.
_NAMES = _CLASSES | {cls.__name__: cls for cls in _CLASSES.values()}


def get(identifier: str | ArrayLike | type | Callable | None) -> Callable | None:
    """Returns an initializer, as ``keras.initializers.get`` does.

    Args:
        identifier: a name such as ``"he_normal"`` or ``"HeNormal"``, an initializer or its class, a
            function ``f(shape, dtype)``, an array (the weights themselves), or None.

    Returns:
        An initializer with its default arguments for a name or a class, the function as it is, None
        for None.

    Raises:
        ValueError: if the name is unknown, with the nearest known one; if it is something else.
    """
    if isinstance(identifier, str):
        if identifier not in _NAMES:
            raise unknown("initializer", identifier, _CLASSES)
        return _NAMES[identifier]()
    if isinstance(identifier, type) and issubclass(identifier, Initializer):
        return identifier()
    if identifier is None or callable(identifier):
        return identifier
    if isinstance(identifier, (np.ndarray, list, tuple)):
        return _Given(identifier)
    raise ValueError(
        "identifier must be a name, an initializer, a function, an array or None, "
        f"got {type(identifier).__name__}."
    )

r"""Test functions with their exact gradients, and the paths that descent takes over them.

A network's loss has as many dimensions as the network has weights; nobody can look at it. These
functions have one or two, and each has one difficulty of its own: a plateau, a wrong minimum, a
saddle point, a ravine. Call one for its value, ask it for its gradient, walk on it::

    trace = gradient_descent(quartic, 33, learning_rate=0.01)
    trace.points[-1], trace.steps, trace.converged

:func:`gradient_descent` is the plain rule with its stopping rules written out; :func:`descend` does
the same with any optimizer of :mod:`nnbook.optimizers`.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnbook import optimizers
from nnbook._checks import as_float, number, unknown

__all__ = [
    "Landscape",
    "Trace",
    "descend",
    "gradient_descent",
    "parabola",
    "quartic",
    "ravine",
    "rosenbrock",
    "saddle",
    "sine",
]


# ------------------------------------------------------------------------------ functions


@dataclass(frozen=True)
class Landscape:
    r"""A function of one or two variables with its exact gradient.

    In one dimension, x is a number, or an array of numbers of any shape. In two, its last axis is
    (x, y): shape (2,) for one point, (..., 2) for many. ``f(x)`` is the value of each point, and
    ``f.gradient(x)`` the gradient there, shape of ``x``.

    Attributes:
        name: its name.
        formula: LaTeX, in x (and y).
        domain: (low, high) of each variable, where it is worth looking at: shape (dimensions, 2).
        value: the function itself, of one array a variable.
        slopes: its partial derivatives, of one array a variable: an array, or one a variable.
        minima: the known local minima inside the domain, lowest first: shape (k, dimensions).
        curvature: the largest second derivative L in any direction, if there is one: gradient
            descent needs a rate below ``2 / L``.
    """

    name: str
    formula: str
    domain: tuple[tuple[float, float], ...]
    value: Callable[..., NDArray]
    slopes: Callable[..., NDArray | tuple[NDArray, NDArray]]
    minima: tuple[tuple[float, ...], ...] = ()
    curvature: float | None = None

    @property
    def dimensions(self) -> int:
        """The number of variables, 1 or 2."""
        return len(self.domain)

    @property
    def learning_rate_limit(self) -> float | None:
        r"""The rate :math:`2 / L` at which gradient descent begins to diverge; None without L.

        Along the steepest curve, a step multiplies the distance to the minimum by
        :math:`1 - \eta L`. It shrinks only if that is between -1 and 1.
        """
        return None if self.curvature is None else 2 / self.curvature

    def __call__(self, x: ArrayLike) -> NDArray:
        """Returns the value of each point.

        Args:
            x: a number or any shape (one dimension); shape (..., 2) (two dimensions).

        Returns:
            One value a point.

        Raises:
            ValueError: if ``x`` does not hold numbers, or not two a point.
        """
        return self.value(*self._variables(x))

    def gradient(self, x: ArrayLike) -> NDArray:
        """Returns the gradient at each point.

        Args:
            x: as for a call.

        Returns:
            Shape of ``x``.

        Raises:
            ValueError: as for a call.
        """
        slopes = self.slopes(*self._variables(x))
        return slopes if self.dimensions == 1 else np.stack(slopes, axis=-1)

    def _variables(self, x: ArrayLike) -> list[NDArray]:
        x = as_float(x, "x")
        if self.dimensions == 1:
            return [x]
        if x.ndim == 0 or x.shape[-1] != self.dimensions:
            raise ValueError(
                f"x must have shape ({self.dimensions},) or (..., {self.dimensions}) for "
                f"{self.name}, got {x.shape}."
            )
        return [x[..., i] for i in range(self.dimensions)]

    def __repr__(self) -> str:
        return f"<Landscape {self.name}: {self.formula}>"


parabola = Landscape(
    name="parabola",
    formula=r"x^2",
    domain=((-10.0, 10.0),),
    value=lambda x: x**2,
    slopes=lambda x: 2 * x,
    minima=((0.0,),),
    curvature=2.0,
)
r"""A convex bowl. Every path leads to its one minimum, if the rate is below :math:`2 / L = 1`."""

quartic = Landscape(
    name="quartic",
    formula=r"0.01 x^4 - 0.3 x^3 - x + 10",
    domain=((-10.0, 33.0),),
    value=lambda x: 0.01 * x**4 - 0.3 * x**3 - x + 10,
    slopes=lambda x: 0.04 * x**3 - 0.9 * x**2 - 1,
    minima=((22.54916759659202,),),
)
"""Not convex. It has one minimum, and a long plateau around 0 that looks like another."""

sine = Landscape(
    name="sine",
    formula=r"x \sin(x^2) + 1",
    domain=((-3.0, 3.0),),
    value=lambda x: x * np.sin(x**2) + 1,
    slopes=lambda x: np.sin(x**2) + 2 * x**2 * np.cos(x**2),
    minima=((-2.8137257657181536,), (2.1945027495644513,), (-1.3552111286261361,)),
)
"""Several minima, so that the start decides where a path ends; at 0, an inflection with slope 0.

Without bounds it has no lowest point, since x grows and the sine goes on: look at [-3, 3] only.
"""

saddle = Landscape(
    name="saddle",
    formula=r"x^2 - y^2",
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    value=lambda x, y: x**2 - y**2,
    slopes=lambda x, y: (2 * x, -2 * y),
)
"""No minimum, though the gradient is 0 at (0, 0). Along y the way goes down, forever."""

ravine = Landscape(
    name="ravine",
    formula=r"\frac{x^2}{20} + y^2",
    domain=((-10.0, 10.0), (-5.0, 5.0)),
    value=lambda x, y: x**2 / 20 + y**2,
    slopes=lambda x, y: (x / 10, 2 * y),
    minima=((0.0, 0.0),),
    curvature=2.0,
)
"""Twenty times steeper across than along. A path goes from wall to wall and hardly ahead."""

rosenbrock = Landscape(
    name="rosenbrock",
    formula=r"(1 - x)^2 + 100 \, (y - x^2)^2",
    domain=((-2.0, 2.0), (-1.0, 3.0)),
    value=lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    slopes=lambda x, y: (2 * (x - 1) - 400 * x * (y - x**2), 200 * (y - x**2)),
    minima=((1.0, 1.0),),
)
"""A bent ravine (Rosenbrock, 1960). Into it is easy, along it to (1, 1) is slow."""


# -------------------------------------------------------------------------------- descent


@dataclass(frozen=True)
class Trace:
    """The path of a descent.

    Attributes:
        points: where it was: the start and the point after each step, shape (steps + 1,) in one
            dimension, (steps + 1, 2) in two.
        values: the value at each of these points, shape (steps + 1,).
        converged: whether it ended because it had arrived, by its stopping rule.
        steps: the number of steps taken.
    """

    points: NDArray
    values: NDArray
    converged: bool
    steps: int


def gradient_descent(
    f: Landscape,
    x0: ArrayLike,
    learning_rate: float,
    max_steps: int = 100,
    eps: float = 1e-5,
    stop: str = "step",
) -> Trace:
    r"""Plain gradient descent, until it arrives or ``max_steps`` are done.

    .. math:: x_n = x_{n-1} - \eta \, \nabla f(x_{n-1})

    Two rules say when it has arrived. With ``stop="step"``, when the next step would be shorter
    than ``eps``; that step is not taken. It is the usual rule, and a tiny rate satisfies it
    anywhere: it stops where the gradient is below :math:`\epsilon / \eta`. With
    ``stop="gradient"``, when the gradient is shorter than ``eps``, whatever the rate.

    Where the rate is too large, the path runs away. It ends early, without having converged, before
    the first point that is not finite.

    Args:
        f: a function of this module, or anything with a call and a ``gradient``.
        x0: where to start: a number in one dimension, shape (2,) in two.
        learning_rate: the rate :math:`\eta`, above 0.
        max_steps: the largest number of steps, at least 1.
        eps: :math:`\epsilon`, above 0.
        stop: ``"step"`` or ``"gradient"``, the length that is compared with ``eps``.

    Returns:
        The path.

    Raises:
        ValueError: if an argument is out of its range, or ``x0`` is not a finite point of ``f``.

    Source:
        Cauchy, 1847.
    """
    learning_rate = number(learning_rate, "learning_rate", above=0)
    eps = number(eps, "eps", above=0)
    if stop not in ("step", "gradient"):
        raise unknown("stop", stop, ("step", "gradient"))

    def arrived(gradient: NDArray) -> bool:
        length = np.linalg.norm(gradient)
        return bool((learning_rate * length if stop == "step" else length) < eps)

    def move(x: NDArray, gradient: NDArray) -> NDArray:
        return x - learning_rate * gradient

    return _walk(f, x0, move, arrived, max_steps, "max_steps")


def descend(
    f: Landscape,
    x0: ArrayLike,
    optimizer: optimizers.Optimizer | str,
    steps: int = 100,
    eps: float = 1e-5,
) -> Trace:
    """The path of an optimizer.

    It takes all its steps, even past a minimum: a rule with momentum may be fast where the gradient
    is 0. As in :func:`gradient_descent`, a path that runs away ends before the first point that is
    not finite.

    Args:
        f: a function of this module, or anything with a call and a ``gradient``.
        x0: where to start: a number in one dimension, shape (2,) in two.
        optimizer: an optimizer of :mod:`nnbook.optimizers` or its name. A copy of it walks; yours
            stays as it is.
        steps: the number of steps, at least 1.
        eps: above 0: the path has converged if the gradient at its end is shorter.

    Returns:
        The path.

    Raises:
        ValueError: if an argument is out of its range, or ``x0`` is not a finite point of ``f``.
    """
    eps = number(eps, "eps", above=0)
    optimizer = copy.deepcopy(optimizers.get(optimizer))
    if optimizer is None:
        raise ValueError("optimizer must be an optimizer or its name, got None.")

    def move(x: NDArray, gradient: NDArray) -> NDArray:
        x = np.array(x)
        optimizer.update({"x": x}, {"x": gradient})
        return x

    trace = _walk(f, x0, move, lambda gradient: False, steps, "steps")
    near = np.linalg.norm(f.gradient(trace.points[-1])) < eps
    return Trace(trace.points, trace.values, bool(near) and trace.steps == steps, trace.steps)


def _walk(
    f: Landscape,
    x0: ArrayLike,
    move: Callable[[NDArray, NDArray], NDArray],
    arrived: Callable[[NDArray], bool],
    max_steps: int,
    name: str,
) -> Trace:
    """The loop of both: a point after the other, each with the value that belongs to it."""
    if isinstance(max_steps, bool) or not isinstance(max_steps, (int, np.integer)) or max_steps < 1:
        raise ValueError(f"{name} must be a whole number of at least 1, got {max_steps!r}.")
    if not (callable(f) and callable(getattr(f, "gradient", None))):
        raise ValueError(f"f must be a function with a gradient, such as parabola, got {f!r}.")
    x = as_float(x0, "x0")
    dimensions = getattr(f, "dimensions", None)
    if dimensions is not None and x.shape != ((2,) if dimensions == 2 else ()):
        wanted = "shape (2,)" if dimensions == 2 else "a number"
        raise ValueError(f"x0 must be {wanted} for {f.name}, got shape {x.shape}.")
    if not (np.isfinite(x).all() and np.isfinite(f(x)).all()):
        raise ValueError(f"x0 must be a finite point with a finite value, got {x.tolist()}.")
    points, values, converged = [x], [f(x)], False
    with np.errstate(over="ignore", invalid="ignore"):  # running away is an outcome, not an alarm
        while True:
            gradient = f.gradient(x)
            if not np.isfinite(gradient).all():
                break
            converged = arrived(gradient)
            if converged or len(points) > max_steps:
                break
            x = move(x, gradient)
            value = f(x)
            if not (np.isfinite(x).all() and np.isfinite(value).all()):
                break
            points.append(x)
            values.append(value)
    return Trace(np.array(points), np.array(values), converged, len(points) - 1)

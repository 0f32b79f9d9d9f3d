r"""Optimizers: how a gradient changes the parameters.

Each is one update rule. Below, :math:`\theta` is an array of parameters, :math:`g` its gradient,
:math:`\eta` the learning rate and t the number of the step, counted from 1; squares, roots and
quotients are taken entry by entry. Every rule *descends*: it ends with
:math:`\theta \leftarrow \theta - \dots` (or adds a momentum that already points downhill)::

    optimizer = optimizers.Adam(learning_rate=0.01)
    optimizer.update(params, grads)   # params: {"kernel": array, ...}, grads: the same keys

Names, arguments, defaults and the numbers that come out are those of ``keras.optimizers``. An
update clips the gradients where you ask for it, then decays the weights, then applies the rule.
"""

import math
from collections.abc import Callable, Hashable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from nnbook._checks import as_float, number, unknown
from nnbook.regularizers import clip_by_global_norm, clip_by_norm, clip_by_value

__all__ = ["Adagrad", "Adam", "Adamax", "Nadam", "Optimizer", "RMSprop", "SGD", "get"]

# Entries that a rule takes at once. A rule passes over its arrays several times; a chunk stays in
# the processor's cache meanwhile, and so do the rule's temporaries.
_CHUNK = 65_536


def _chunks(
    w: NDArray, g: NDArray, state: dict[str, NDArray]
) -> Iterator[tuple[NDArray, NDArray, dict[str, NDArray]]]:
    """The three cut into the same pieces, as views: what changes a piece changes the array."""
    # What is short goes whole, and so does what has no flat view. A number alone goes flat: what
    # NumPy computes from an array without axes is no array, and rules compute in place.
    if w.ndim > 0 and (w.size <= _CHUNK or not w.flags.c_contiguous):
        yield w, g, state
        return
    flat = [array.reshape(-1) for array in (w, g, *state.values())]
    for start in range(0, w.size, _CHUNK):
        w_k, g_k, *arrays = (array[start : start + _CHUNK] for array in flat)
        yield w_k, g_k, dict(zip(state, arrays, strict=True))


def _below_one(value: float, name: str) -> float:
    value = number(value, name, low=0)
    if value >= 1:
        raise ValueError(f"{name} must be at least 0 and below 1, got {value!r}.")
    return value


class Optimizer:
    r"""What every optimizer has; a subclass gives its rule as ``step``, and its ``slots``.

    Args:
        learning_rate: the rate :math:`\eta`, above 0, or a schedule: a function of ``iterations``
            that returns it, such as those in :mod:`nnbook.schedules`.
        weight_decay: decoupled weight decay, at least 0. Before each step,
            :math:`\theta \leftarrow \theta - \eta \lambda \theta`. Unlike an L2 penalty, it does
            not go through the rule's averages. With it, :class:`Adam` is what is called AdamW.
        clipnorm: the largest norm of each gradient array, above 0.
        clipvalue: the largest absolute value of each entry of a gradient, above 0.
        global_clipnorm: the largest norm of all gradients together, above 0. Only one of the three
            may be given.

    Attributes:
        iterations: the updates done so far.
        state: for each key of ``params``, a dict of the arrays that the rule keeps for it.

    Raises:
        ValueError: if an argument is out of its range, or more than one way of clipping is given.

    Source:
        weight decay: Loshchilov and Hutter, 2019; clipping: Pascanu et al., 2013.
    """

    def __init__(
        self,
        learning_rate: float | Callable[[int], float],
        weight_decay: float | None = None,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
    ) -> None:
        self._learning_rate = self._checked_rate(learning_rate)
        self.weight_decay = weight_decay
        if weight_decay is not None:
            self.weight_decay = number(weight_decay, "weight_decay", low=0)
        clips = {"clipnorm": clipnorm, "clipvalue": clipvalue, "global_clipnorm": global_clipnorm}
        given = {name: value for name, value in clips.items() if value is not None}
        if len(given) > 1:
            raise ValueError(
                f"Only one of clipnorm, clipvalue and global_clipnorm may be given, got "
                f"{' and '.join(given)}."
            )
        for name, value in clips.items():
            setattr(self, name, value if value is None else number(value, name, above=0))
        self.iterations = 0
        self.state: dict[Hashable, dict[str, NDArray]] = {}

    @staticmethod
    def _checked_rate(rate: float | Callable[[int], float]) -> float | Callable[[int], float]:
        return rate if callable(rate) else number(rate, "learning_rate", above=0)

    @property
    def learning_rate(self) -> float | Callable[[int], float]:
        """The rate or the schedule it was given. A rate may be set to another; a schedule stays."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, rate: float | Callable[[int], float]) -> None:
        if callable(self._learning_rate) and not callable(rate):
            raise ValueError(
                f"learning_rate follows a schedule and cannot be set to {rate!r}: make the "
                "optimizer with a number instead."
            )
        self._learning_rate = self._checked_rate(rate)

    @property
    def current_learning_rate(self) -> float:
        """The rate of the next update (what Keras's ``optimizer.learning_rate`` gives)."""
        if not callable(self._learning_rate):
            return self._learning_rate
        return number(self._learning_rate(self.iterations), "The schedule's learning rate", low=0)

    def update(self, params: Mapping[Hashable, NDArray], grads: Mapping[Hashable, NDArray]) -> None:
        """One step: changes the arrays in ``params``, in place, and nothing else you gave it.

        Args:
            params: arrays of float32 or float64, by any keys, such as ``"dense/kernel"``.
            grads: for each of these keys, the gradient, of the same shape.

        Raises:
            ValueError: if the keys or the shapes disagree, a parameter is not an array of floats
                that can be changed, or a gradient holds NaN or infinity. Then nothing has changed.
        """
        grads = self._clip(self._checked(params, grads))
        rate, t = self.current_learning_rate, self.iterations + 1
        self.begin(t)
        for key, w in params.items():
            if key not in self.state:
                self.state[key] = {
                    name: np.full(w.shape, start, w.dtype) for name, start in self.slots().items()
                }
            for w_k, g_k, s_k in _chunks(w, grads[key], self.state[key]):
                if self.weight_decay:
                    w_k -= w_k * (self.weight_decay * rate)
                self.step(w_k, g_k, s_k, rate, t)
        self.iterations = t

    def slots(self) -> dict[str, float]:
        """The arrays that the rule keeps for each parameter array, and the value they start at."""
        return {}

    def begin(self, t: int) -> None:
        """What a rule does once an update, before it goes through the arrays: most do nothing."""

    def step(self, w: NDArray, g: NDArray, s: dict[str, NDArray], rate: float, t: int) -> None:
        """The update rule: changes ``w`` and the arrays in ``s``, in place.

        Args:
            w: parameters.
            g: their gradient, shape of ``w``. Not changed.
            s: the arrays of :meth:`slots` by name, each of the shape of ``w``.
            rate: the learning rate of this step.
            t: the number of the step, from 1.
        """
        raise NotImplementedError

    def _clip(self, grads: dict[Hashable, NDArray]) -> dict[Hashable, NDArray]:
        if self.clipnorm is not None:
            return clip_by_norm(grads, self.clipnorm)
        if self.clipvalue is not None:
            return clip_by_value(grads, self.clipvalue)
        if self.global_clipnorm is not None:
            return clip_by_global_norm(grads, self.global_clipnorm)
        return grads

    def _checked(
        self, params: Mapping[Hashable, NDArray], grads: Mapping[Hashable, NDArray]
    ) -> dict[Hashable, NDArray]:
        """The gradients as arrays in the dtypes of ``params``, once everything fits."""
        for name, arrays in (("params", params), ("grads", grads)):
            if not isinstance(arrays, Mapping):
                raise ValueError(f"{name} must be a dict of arrays, got {type(arrays).__name__}.")
        for key in (*params, *grads):
            if key not in params or key not in grads:
                here, there = ("params", "grads") if key in params else ("grads", "params")
                shape = np.shape((params if key in params else grads)[key])
                raise ValueError(
                    f"params and grads must have the same keys: {key!r} is in {here} "
                    f"(shape {shape}), but not in {there}."
                )
        return {key: self._gradient(key, w, grads[key]) for key, w in params.items()}

    def _gradient(self, key: Hashable, w: NDArray, g: NDArray) -> NDArray:
        if not isinstance(w, np.ndarray) or w.dtype not in (np.float32, np.float64):
            got = w.dtype if isinstance(w, np.ndarray) else type(w).__name__
            raise ValueError(
                f"params[{key!r}] must be a NumPy array of float32 or float64, got {got}."
            )
        if not w.flags.writeable:
            raise ValueError(f"params[{key!r}] must be an array that can be changed: it is locked.")
        g = as_float(g, f"grads[{key!r}]").astype(w.dtype, order="C", copy=False)
        if g.shape != w.shape:
            raise ValueError(
                f"grads[{key!r}] must have the shape of params[{key!r}], {w.shape}, got {g.shape}."
            )
        # One quick pass: the sum of squares is finite, unless an entry is not or the sum overflows.
        if not math.isfinite(np.vdot(g, g)) and not (finite := np.isfinite(g)).all():
            bad = np.argwhere(~finite)
            raise ValueError(
                f"grads[{key!r}] holds {'NaN' if np.isnan(g).any() else 'infinity'}: "
                f"{len(bad)} of {g.size} entries, the first at {tuple(bad[0].tolist())}."
            )
        for array in self.state.get(key, {}).values():
            if array.shape != w.shape or array.dtype != w.dtype:
                raise ValueError(
                    f"params[{key!r}] must stay as in the update before, shape {array.shape} of "
                    f"{array.dtype}, got {w.shape} of {w.dtype}: make a new optimizer for another "
                    "model."
                )
        return g

    def __repr__(self) -> str:
        settings = {"learning_rate": self.learning_rate} | {
            name: value
            for name, value in vars(self).items()
            if name not in ("iterations", "state") and name[0] != "_" and value is not None
        }
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in settings.items())})"


# ------------------------------------------------------------------------------ the rules


class SGD(Optimizer):
    r"""Gradient descent, with momentum and Nesterov's look ahead if you like.

    .. math:: \theta \leftarrow \theta - \eta g

    With ``momentum`` :math:`\mu`, the steps before go on in the velocity v:

    .. math:: v \leftarrow \mu v - \eta g
              \qquad
              \theta \leftarrow \theta + v

    The gradient enters v with a minus sign, and v enters :math:`\theta` with a plus: a second minus
    would climb. Under a constant gradient, v grows up to :math:`1 / (1 - \mu)` times the plain
    step. With ``nesterov``, the gradient counts as if taken where the momentum will have carried
    :math:`\theta`:

    .. math:: \theta \leftarrow \theta + \mu v - \eta g

    It is called stochastic gradient descent when each gradient comes from a part of the data; the
    rule is the same.

    Args:
        learning_rate: see :class:`Optimizer`.
        momentum: :math:`\mu`, at least 0 and below 1; often 0.9.
        nesterov: whether to look ahead.
        weight_decay: see :class:`Optimizer`, as for all that follow.
        clipnorm: see there.
        clipvalue: see there.
        global_clipnorm: see there.

    Raises:
        ValueError: if an argument is out of its range.

    Source:
        Robbins and Monro, 1951; momentum: Polyak, 1964; Nesterov, 1983, in the form of
        Bengio, Boulanger-Lewandowski and Pascanu, 2013.
    """

    def __init__(
        self,
        learning_rate: float | Callable[[int], float] = 0.01,
        momentum: float = 0.0,
        nesterov: bool = False,
        weight_decay: float | None = None,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
    ) -> None:
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm)
        self.momentum = _below_one(momentum, "momentum")
        self.nesterov = nesterov

    def slots(self) -> dict[str, float]:
        return {"momentum": 0.0} if self.momentum else {}

    def step(self, w: NDArray, g: NDArray, s: dict[str, NDArray], rate: float, t: int) -> None:
        if not self.momentum:
            w -= rate * g
            return
        v = s["momentum"]
        v *= self.momentum
        v -= rate * g
        w += self.momentum * v - rate * g if self.nesterov else v


class Adagrad(Optimizer):
    r"""A learning rate for each parameter: the more it was moved already, the smaller.

    .. math:: G \leftarrow G + g^2
              \qquad
              \theta \leftarrow \theta - \eta \, \frac{g}{\sqrt{G + \epsilon}}

    The squares are summed entry by entry, so that steep directions get *smaller* steps and flat
    ones larger steps. G only grows, and the steps die out.

    Args:
        learning_rate: see :class:`Optimizer`.
        initial_accumulator_value: where G starts, at least 0. The paper has 0.
        epsilon: :math:`\epsilon`, above 0: no division by 0 where a gradient is 0.
        weight_decay: see :class:`Optimizer`.
        clipnorm: see there.
        clipvalue: see there.
        global_clipnorm: see there.

    Raises:
        ValueError: if an argument is out of its range.

    Source:
        Duchi et al., 2011.
    """

    def __init__(
        self,
        learning_rate: float | Callable[[int], float] = 0.001,
        initial_accumulator_value: float = 0.1,
        epsilon: float = 1e-7,
        weight_decay: float | None = None,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
    ) -> None:
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm)
        self.initial_accumulator_value = number(
            initial_accumulator_value, "initial_accumulator_value", low=0
        )
        self.epsilon = number(epsilon, "epsilon", above=0)

    def slots(self) -> dict[str, float]:
        return {"accumulator": self.initial_accumulator_value}

    def step(self, w: NDArray, g: NDArray, s: dict[str, NDArray], rate: float, t: int) -> None:
        accumulator = s["accumulator"]
        accumulator += g**2
        w -= rate * g / np.sqrt(accumulator + self.epsilon)


class RMSprop(Optimizer):
    r"""Adagrad with a memory that fades: a moving average of the squares instead of their sum.

    .. math:: v \leftarrow \rho v + (1 - \rho) g^2
              \qquad
              \theta \leftarrow \theta - \eta \, \frac{g}{\sqrt{v + \epsilon}}

    With ``centered``, v under the root becomes :math:`v - a^2`, an estimate of the variance, with
    :math:`a \leftarrow \rho a + (1 - \rho) g` the average gradient. With ``momentum``
    :math:`\mu`, the step :math:`\Delta` above goes into
    :math:`u \leftarrow \mu u + \Delta`, and :math:`\theta \leftarrow \theta - u`.

    Args:
        learning_rate: see :class:`Optimizer`.
        rho: :math:`\rho`, at least 0 and below 1: how much of the average stays at each step.
        momentum: :math:`\mu`, at least 0 and below 1.
        epsilon: :math:`\epsilon`, above 0. It stands under the root, as in Keras.
        centered: whether the average gradient is taken off.
        weight_decay: see :class:`Optimizer`.
        clipnorm: see there.
        clipvalue: see there.
        global_clipnorm: see there.

    Raises:
        ValueError: if an argument is out of its range.

    Source:
        Tieleman and Hinton, 2012; centered: Graves, 2013.
    """

    def __init__(
        self,
        learning_rate: float | Callable[[int], float] = 0.001,
        rho: float = 0.9,
        momentum: float = 0.0,
        epsilon: float = 1e-7,
        centered: bool = False,
        weight_decay: float | None = None,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
    ) -> None:
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm)
        self.rho = _below_one(rho, "rho")
        self.momentum = _below_one(momentum, "momentum")
        self.epsilon = number(epsilon, "epsilon", above=0)
        self.centered = centered

    def slots(self) -> dict[str, float]:
        momentum = {"momentum": 0.0} if self.momentum else {}
        average = {"average_gradient": 0.0} if self.centered else {}
        return {"velocity": 0.0} | momentum | average

    def step(self, w: NDArray, g: NDArray, s: dict[str, NDArray], rate: float, t: int) -> None:
        v = s["velocity"]
        v *= self.rho
        v += (1 - self.rho) * g**2
        variance = v
        if self.centered:
            a = s["average_gradient"]
            a *= self.rho
            a += (1 - self.rho) * g
            variance = np.maximum(v - a**2, 0)  # rounding can leave it just below 0
        increment = rate * g / np.sqrt(variance + self.epsilon)
        if self.momentum:
            u = s["momentum"]
            u *= self.momentum
            u += increment
            increment = u
        w -= increment


class Adam(Optimizer):
    r"""Momentum and RMSProp together: moving averages of the gradient and of its square.

    .. math::
        m \leftarrow \beta_1 m + (1 - \beta_1) g
        \qquad
        v \leftarrow \beta_2 v + (1 - \beta_2) g^2

    .. math::
        \theta \leftarrow \theta - \alpha \, \frac{m}{\sqrt{v} + \epsilon}, \qquad
        \alpha = \eta \, \frac{\sqrt{1 - \beta_2^t}}{1 - \beta_1^t}

    Both averages start at 0, and are too small at first. The factor in :math:`\alpha` corrects for
    that: the first step is about :math:`\eta` long in each entry, however small its gradient.

    Args:
        learning_rate: see :class:`Optimizer`.
        beta_1: :math:`\beta_1`, at least 0 and below 1.
        beta_2: :math:`\beta_2`, at least 0 and below 1.
        epsilon: :math:`\epsilon`, above 0. It stands outside the root, and v is not corrected there
            (the form at the end of section 2 of the paper), as in Keras.
        amsgrad: whether the largest v so far takes the place of v, so that the rate of an entry
            never grows again.
        weight_decay: see :class:`Optimizer`.
        clipnorm: see there.
        clipvalue: see there.
        global_clipnorm: see there.

    Raises:
        ValueError: if an argument is out of its range.

    Source:
        Kingma and Ba, 2015; amsgrad: Reddi et al., 2018.
    """

    def __init__(
        self,
        learning_rate: float | Callable[[int], float] = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        amsgrad: bool = False,
        weight_decay: float | None = None,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
    ) -> None:
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm)
        self.beta_1 = _below_one(beta_1, "beta_1")
        self.beta_2 = _below_one(beta_2, "beta_2")
        self.epsilon = number(epsilon, "epsilon", above=0)
        self.amsgrad = amsgrad

    def slots(self) -> dict[str, float]:
        return {"momentum": 0.0, "velocity": 0.0} | ({"velocity_hat": 0.0} if self.amsgrad else {})

    def step(self, w: NDArray, g: NDArray, s: dict[str, NDArray], rate: float, t: int) -> None:
        m, v = s["momentum"], s["velocity"]
        # One array holds all intermediate results, so that they stay in the cache.
        change = g - m
        change *= 1 - self.beta_1
        m += change  # m + (1 - beta_1) (g - m)
        np.multiply(g, g, out=change)
        change -= v
        change *= 1 - self.beta_2
        v += change  # v + (1 - beta_2) (g^2 - v)
        if self.amsgrad:
            v = np.maximum(s["velocity_hat"], v, out=s["velocity_hat"])
        alpha = rate * math.sqrt(1 - self.beta_2**t) / (1 - self.beta_1**t)
        np.sqrt(v, out=change)
        change += self.epsilon
        np.divide(m, change, out=change)
        change *= alpha
        w -= change  # w - alpha m / (sqrt(v) + epsilon)


class Adamax(Optimizer):
    r"""Adam with the largest gradient of late, :math:`|g|`, in place of the average square.

    .. math::
        m \leftarrow \beta_1 m + (1 - \beta_1) g
        \qquad
        u \leftarrow \max(\beta_2 u, |g|)
        \qquad
        \theta \leftarrow \theta - \frac{\eta}{1 - \beta_1^t} \, \frac{m}{u + \epsilon}

    There is no root: u is a gradient, not a square. Without the absolute value, u would ignore
    each negative gradient.

    Args:
        learning_rate: see :class:`Optimizer`.
        beta_1: :math:`\beta_1`, at least 0 and below 1.
        beta_2: :math:`\beta_2`, at least 0 and below 1.
        epsilon: :math:`\epsilon`, above 0.
        weight_decay: see :class:`Optimizer`.
        clipnorm: see there.
        clipvalue: see there.
        global_clipnorm: see there.

    Raises:
        ValueError: if an argument is out of its range.

    Source:
        Kingma and Ba, 2015, section 7.1.
    """

    def __init__(
        self,
        learning_rate: float | Callable[[int], float] = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        weight_decay: float | None = None,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
    ) -> None:
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm)
        self.beta_1 = _below_one(beta_1, "beta_1")
        self.beta_2 = _below_one(beta_2, "beta_2")
        self.epsilon = number(epsilon, "epsilon", above=0)

    def slots(self) -> dict[str, float]:
        return {"momentum": 0.0, "norm": 0.0}

    def step(self, w: NDArray, g: NDArray, s: dict[str, NDArray], rate: float, t: int) -> None:
        m, u = s["momentum"], s["norm"]
        m += (1 - self.beta_1) * (g - m)
        np.maximum(self.beta_2 * u, np.abs(g), out=u)
        w -= rate / (1 - self.beta_1**t) * m / (u + self.epsilon)


class Nadam(Optimizer):
    r"""Adam that looks ahead as Nesterov's momentum does.

    With m and v as in :class:`Adam` and a momentum that warms up,
    :math:`\mu_t = \beta_1 (1 - 0.5 \cdot 0.96^t)`:

    .. math::
        \hat m = \frac{\mu_{t+1} \, m}{1 - \prod_{i=1}^{t+1} \mu_i}
               + \frac{(1 - \mu_t) \, g}{1 - \prod_{i=1}^{t} \mu_i}
        \qquad
        \hat v = \frac{v}{1 - \beta_2^t}
        \qquad
        \theta \leftarrow \theta - \eta \, \frac{\hat m}{\sqrt{\hat v} + \epsilon}

    Args:
        learning_rate: see :class:`Optimizer`.
        beta_1: :math:`\beta_1`, at least 0 and below 1.
        beta_2: :math:`\beta_2`, at least 0 and below 1.
        epsilon: :math:`\epsilon`, above 0.
        weight_decay: see :class:`Optimizer`.
        clipnorm: see there.
        clipvalue: see there.
        global_clipnorm: see there.

    Raises:
        ValueError: if an argument is out of its range.

    Source:
        Dozat, 2016.
    """

    def __init__(
        self,
        learning_rate: float | Callable[[int], float] = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        weight_decay: float | None = None,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
    ) -> None:
        super().__init__(learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm)
        self.beta_1 = _below_one(beta_1, "beta_1")
        self.beta_2 = _below_one(beta_2, "beta_2")
        self.epsilon = number(epsilon, "epsilon", above=0)
        self._product = 1.0  # of the momenta up to step t, the same for each array

    def slots(self) -> dict[str, float]:
        return {"momentum": 0.0, "velocity": 0.0}

    def _mu(self, t: int) -> float:
        return self.beta_1 * (1 - 0.5 * 0.96**t)

    def begin(self, t: int) -> None:
        self._product *= self._mu(t)

    def step(self, w: NDArray, g: NDArray, s: dict[str, NDArray], rate: float, t: int) -> None:
        m, v = s["momentum"], s["velocity"]
        m += (1 - self.beta_1) * (g - m)
        v += (1 - self.beta_2) * (g**2 - v)
        mu, mu_next = self._mu(t), self._mu(t + 1)
        m_hat = mu_next / (1 - self._product * mu_next) * m + (1 - mu) / (1 - self._product) * g
        v_hat = v / (1 - self.beta_2**t)
        w -= rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


# -------------------------------------------------------------------------------- by name


def get(identifier: str | Optimizer | type | None) -> Optimizer | None:
    """Returns an optimizer, as ``keras.optimizers.get`` does.

    Args:
        identifier: a name such as ``"adam"`` (in upper or lower case), a class, an optimizer
            (returned as it is), or None.

    Returns:
        A new optimizer with its default settings for a name or a class; None for None.

    Raises:
        ValueError: if the name is unknown, with the nearest known one; if it is something else.
    """
    known = {cls.__name__: cls for cls in (SGD, Adagrad, RMSprop, Adam, Adamax, Nadam)}
    if isinstance(identifier, str):
        by_lower = {name.lower(): cls for name, cls in known.items()}
        if identifier.lower() not in by_lower:
            raise unknown("optimizer", identifier, known)
        identifier = by_lower[identifier.lower()]
    if isinstance(identifier, type) and issubclass(identifier, Optimizer):
        identifier = identifier()
    if identifier is not None and not isinstance(identifier, Optimizer):
        raise ValueError(
            f"identifier must be a name, an optimizer or None, got {type(identifier).__name__}."
        )
    return identifier

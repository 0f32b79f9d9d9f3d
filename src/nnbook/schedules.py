r"""Learning-rate schedules: large steps first, small ones later.

A schedule is called with the number of steps done so far and returns the learning rate of the next
step: ``schedule(step) -> float``. Pass it to an optimizer as its ``learning_rate``::

    optimizers.SGD(learning_rate=schedules.ExponentialDecay(0.1, decay_steps=1000, decay_rate=0.96))

Names, arguments and values are those of ``keras.optimizers.schedules``; :class:`PowerDecay` and
:class:`OneCycle` are not in Keras. Below, :math:`\eta_0` is the initial rate, t the step and s
``decay_steps``. :class:`ReduceLROnPlateau` is not a function of the step: it watches a value such
as the validation loss and lowers the rate when that stalls.
"""

import math
from collections.abc import Sequence, Sized

from nnbook._checks import direction, number

__all__ = [
    "CosineDecay",
    "ExponentialDecay",
    "InverseTimeDecay",
    "LearningRateSchedule",
    "OneCycle",
    "PiecewiseConstantDecay",
    "PolynomialDecay",
    "PowerDecay",
    "ReduceLROnPlateau",
]


class LearningRateSchedule:
    """What every schedule has: call it with a step for the learning rate there."""

    def __call__(self, step: int) -> float:
        """Returns the learning rate.

        Args:
            step: the number of steps done so far, at least 0.

        Returns:
            The learning rate of the next step.

        Raises:
            ValueError: if ``step`` is not a number of at least 0.
        """
        raise NotImplementedError

    def __repr__(self) -> str:
        settings = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({settings})"


def _step(step: float) -> float:
    return number(step, "step", low=0)


def _fraction(value: float, name: str) -> float:
    value = number(value, name, low=0)
    if value > 1:
        raise ValueError(f"{name} must be between 0 and 1, got {value!r}.")
    return value


def _power(base: float, exponent: float) -> float:
    """``base**exponent``; infinity, as Keras has it, where that is too large for a float."""
    try:
        return base**exponent
    except OverflowError:
        return math.inf


class ExponentialDecay(LearningRateSchedule):
    r"""The same factor again every ``decay_steps`` steps.

    .. math:: \eta(t) = \eta_0 \, r^{t / s}

    The factor r is not the decay constant k of :math:`\eta_0 e^{-k t / s}` (called natural
    exponential decay): :math:`k = -\ln r`, so that r = 0.96 is k = 0.0408.

    Args:
        initial_learning_rate: the rate :math:`\eta_0` at step 0, above 0.
        decay_steps: the steps s after which the rate is multiplied by r, above 0.
        decay_rate: the factor r, above 0.
        staircase: whether the exponent is rounded down, so that the rate stays the same for s steps
            and then falls at once (step decay).

    Raises:
        ValueError: if an argument is out of its range.
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        decay_rate: float,
        staircase: bool = False,
    ) -> None:
        self.initial_learning_rate = number(initial_learning_rate, "initial_learning_rate", above=0)
        self.decay_steps = number(decay_steps, "decay_steps", above=0)
        self.decay_rate = number(decay_rate, "decay_rate", above=0)
        self.staircase = staircase

    def __call__(self, step: int) -> float:
        p = _step(step) / self.decay_steps
        if self.staircase:
            p = math.floor(p)
        return self.initial_learning_rate * _power(self.decay_rate, p)


class InverseTimeDecay(LearningRateSchedule):
    r"""Falls quickly first, then ever more slowly (1/t decay).

    .. math:: \eta(t) = \frac{\eta_0}{1 + k \, t / s}

    Args:
        initial_learning_rate: the rate :math:`\eta_0` at step 0, above 0.
        decay_steps: the steps s in which the denominator grows by k, above 0.
        decay_rate: the constant k, at least 0.
        staircase: whether t / s is rounded down.

    Raises:
        ValueError: if an argument is out of its range.

    Source:
        Robbins and Monro, 1951 (why 1/t is small enough and large enough).
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        decay_rate: float,
        staircase: bool = False,
    ) -> None:
        self.initial_learning_rate = number(initial_learning_rate, "initial_learning_rate", above=0)
        self.decay_steps = number(decay_steps, "decay_steps", above=0)
        self.decay_rate = number(decay_rate, "decay_rate", low=0)
        self.staircase = staircase

    def __call__(self, step: int) -> float:
        p = _step(step) / self.decay_steps
        if self.staircase:
            p = math.floor(p)
        return self.initial_learning_rate / (1 + self.decay_rate * p)


class PowerDecay(LearningRateSchedule):
    r"""Power scheduling: :class:`InverseTimeDecay` with an exponent.

    .. math:: \eta(t) = \frac{\eta_0}{(1 + t / s)^c}

    With c = 1 the rate is :math:`\eta_0 / 2` after s steps, :math:`\eta_0 / 3` after 2 s, and so
    on.

    Args:
        initial_learning_rate: the rate :math:`\eta_0` at step 0, above 0.
        decay_steps: the steps s, above 0.
        power: the exponent c, at least 0.

    Raises:
        ValueError: if an argument is out of its range.

    Source:
        Senior et al., 2013.
    """

    def __init__(
        self, initial_learning_rate: float, decay_steps: float, power: float = 1.0
    ) -> None:
        self.initial_learning_rate = number(initial_learning_rate, "initial_learning_rate", above=0)
        self.decay_steps = number(decay_steps, "decay_steps", above=0)
        self.power = number(power, "power", low=0)

    def __call__(self, step: int) -> float:
        base = 1 + _step(step) / self.decay_steps
        return self.initial_learning_rate / _power(base, self.power)


class PolynomialDecay(LearningRateSchedule):
    r"""Falls to ``end_learning_rate`` in ``decay_steps`` steps, along a line for ``power=1``.

    .. math:: \eta(t) = (\eta_0 - \eta_e) \left( 1 - \frac{\min(t, s)}{s} \right)^p + \eta_e

    Args:
        initial_learning_rate: the rate :math:`\eta_0` at step 0, above 0.
        decay_steps: the steps s, above 0.
        end_learning_rate: the rate :math:`\eta_e` from step s on, at least 0.
        power: the exponent p, above 0.
        cycle: whether the rate jumps up again after each s steps instead: s is then replaced by its
            first multiple that is not below t.

    Raises:
        ValueError: if an argument is out of its range.
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        end_learning_rate: float = 0.0001,
        power: float = 1.0,
        cycle: bool = False,
    ) -> None:
        self.initial_learning_rate = number(initial_learning_rate, "initial_learning_rate", above=0)
        self.decay_steps = number(decay_steps, "decay_steps", above=0)
        self.end_learning_rate = number(end_learning_rate, "end_learning_rate", low=0)
        self.power = number(power, "power", above=0)
        self.cycle = cycle

    def __call__(self, step: int) -> float:
        step, decay_steps = _step(step), self.decay_steps
        if self.cycle:
            decay_steps *= max(1, math.ceil(step / decay_steps))
        p = min(step, decay_steps) / decay_steps
        fall = self.initial_learning_rate - self.end_learning_rate
        return fall * (1 - p) ** self.power + self.end_learning_rate


class PiecewiseConstantDecay(LearningRateSchedule):
    r"""A rate of your own for each stretch of steps.

    .. math:: \eta(t) = v_i \quad \text{for } b_{i-1} < t \le b_i

    A boundary belongs to the stretch before it: ``PiecewiseConstantDecay([100], [0.1, 0.01])`` is
    still 0.1 at step 100 and 0.01 at step 101.

    Args:
        boundaries: the last step of each stretch but the last, strictly increasing, at least one.
        values: the rate of each stretch, each above 0; one more than ``boundaries``.

    Raises:
        ValueError: if an argument is out of its range, or the lengths do not fit.
    """

    def __init__(self, boundaries: Sequence[float], values: Sequence[float]) -> None:
        for name, given in (("boundaries", boundaries), ("values", values)):
            if not isinstance(given, Sized):
                raise ValueError(f"{name} must be a list of numbers, got {given!r}.")
        if len(boundaries) == 0 or len(values) != len(boundaries) + 1:
            raise ValueError(
                "values must hold one rate more than boundaries, and boundaries at least one step, "
                f"got {len(values)} values and {len(boundaries)} boundaries."
            )
        self.boundaries = [number(b, f"boundaries[{i}]", low=0) for i, b in enumerate(boundaries)]
        self.values = [number(v, f"values[{i}]", above=0) for i, v in enumerate(values)]
        if any(a >= b for a, b in zip(self.boundaries, self.boundaries[1:], strict=False)):
            raise ValueError(f"boundaries must be strictly increasing, got {list(boundaries)}.")

    def __call__(self, step: int) -> float:
        step = _step(step)
        return self.values[sum(step > boundary for boundary in self.boundaries)]


class CosineDecay(LearningRateSchedule):
    r"""Half a wave of a cosine: slowly at first, then fast, then slowly again; with a warmup.

    .. math:: \eta(t) = \eta_0 \left( (1 - \alpha) \, \frac{1 + \cos(\pi \min(t, s) / s)}{2}
                        + \alpha \right)

    With a ``warmup_target``, the rate first grows along a line from :math:`\eta_0` to that target
    in ``warmup_steps`` steps, and the wave starts there, at the target.

    Args:
        initial_learning_rate: the rate :math:`\eta_0` at step 0, above 0 (with a warmup, at
            least 0).
        decay_steps: the steps s of the wave, above 0.
        alpha: the last rate, as a fraction of the first one of the wave, between 0 and 1.
        warmup_target: the rate after the warmup, above 0; None for no warmup.
        warmup_steps: the steps of the warmup, at least 0.

    Raises:
        ValueError: if an argument is out of its range.

    Source:
        Loshchilov and Hutter, 2017; warmup: Goyal et al., 2017.
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        alpha: float = 0.0,
        *,
        warmup_target: float | None = None,
        warmup_steps: float = 0,
    ) -> None:
        bound = {"above": 0} if warmup_target is None else {"low": 0}
        self.initial_learning_rate = number(initial_learning_rate, "initial_learning_rate", **bound)
        self.decay_steps = number(decay_steps, "decay_steps", above=0)
        self.alpha = _fraction(alpha, "alpha")
        self.warmup_target = warmup_target
        if warmup_target is not None:
            self.warmup_target = number(warmup_target, "warmup_target", above=0)
        self.warmup_steps = number(warmup_steps, "warmup_steps", low=0)

    def __call__(self, step: int) -> float:
        step, start = _step(step), self.initial_learning_rate
        if self.warmup_target is not None:
            if step < self.warmup_steps:
                return start + (self.warmup_target - start) * step / self.warmup_steps
            step, start = step - self.warmup_steps, self.warmup_target
        wave = (1 + math.cos(math.pi * min(step / self.decay_steps, 1))) / 2
        return start * ((1 - self.alpha) * wave + self.alpha)


class OneCycle(LearningRateSchedule):
    r"""Up along a line, down again, and at the end far below where it began.

    With T ``total_steps`` and a the fraction ``annihilation``:

    - the first half of :math:`(1 - a) T` steps climbs from the initial rate to the largest one;
    - the second half goes back to the initial rate;
    - the last :math:`a T` steps fall along a line to the final rate, several orders of magnitude
      (powers of ten) lower.

    The large rates in the middle act like regularization and cross plateaus; the small ones at the
    end settle into a minimum. Smith also moves the momentum the other way, from 0.95 down to 0.85
    and back; this schedule leaves the momentum alone.

    Args:
        max_learning_rate: the largest rate, above 0.
        total_steps: the steps T of the whole training, above 0.
        initial_learning_rate: the rate at step 0, above 0 and not above the largest; None for a
            tenth of it.
        final_learning_rate: the rate from step T on, at least 0; None for a thousandth of the
            initial rate.
        annihilation: the fraction a of the steps for the last phase, between 0 and 1.

    Raises:
        ValueError: if an argument is out of its range.

    Source:
        Smith, 2018.
    """

    def __init__(
        self,
        max_learning_rate: float,
        total_steps: float,
        initial_learning_rate: float | None = None,
        final_learning_rate: float | None = None,
        annihilation: float = 0.1,
    ) -> None:
        self.max_learning_rate = number(max_learning_rate, "max_learning_rate", above=0)
        self.total_steps = number(total_steps, "total_steps", above=0)
        if initial_learning_rate is None:
            initial_learning_rate = self.max_learning_rate / 10
        self.initial_learning_rate = number(initial_learning_rate, "initial_learning_rate", above=0)
        if self.initial_learning_rate > self.max_learning_rate:
            raise ValueError(
                f"initial_learning_rate must not be above max_learning_rate "
                f"{self.max_learning_rate:g}, got {self.initial_learning_rate:g}."
            )
        if final_learning_rate is None:
            final_learning_rate = self.initial_learning_rate / 1000
        self.final_learning_rate = number(final_learning_rate, "final_learning_rate", low=0)
        self.annihilation = _fraction(annihilation, "annihilation")

    def __call__(self, step: int) -> float:
        step = _step(step)
        end_of_cycle = (1 - self.annihilation) * self.total_steps
        half = end_of_cycle / 2
        if step < end_of_cycle:
            height = 1 - abs(step - half) / half
            climb = self.max_learning_rate - self.initial_learning_rate
            return self.initial_learning_rate + climb * height
        if step >= self.total_steps:
            return self.final_learning_rate
        p = (step - end_of_cycle) / (self.total_steps - end_of_cycle)
        fall = self.initial_learning_rate - self.final_learning_rate
        return self.initial_learning_rate - fall * p


class ReduceLROnPlateau:
    r"""Performance scheduling: lowers the rate when a watched value stops improving.

    Tell it the value after each epoch::

        plateau = ReduceLROnPlateau(factor=0.5, patience=3)
        learning_rate = plateau.update(val_loss, learning_rate)

    An epoch improves if its value is better than the best one so far by more than ``min_delta``.
    After ``patience`` epochs in a row without that, the rate becomes
    :math:`\max(\text{factor} \cdot \eta, \text{min\_lr})`, the count starts again, and for the next
    ``cooldown`` epochs nothing is counted. The rates are those of Keras's callback of this name.

    Args:
        monitor: the name of the watched value in a model's history, such as ``"val_loss"``.
        factor: the factor of each reduction, above 0 and below 1.
        patience: epochs without improvement before the rate falls, at least 0 (0 acts as 1).
        mode: ``"min"`` if smaller is better, ``"max"`` if larger is, ``"auto"`` to tell from the
            name: the more accuracy, the better; the less of a loss or an error.
        min_delta: the smallest change that counts as an improvement, at least 0.
        cooldown: epochs after a reduction that are not counted, at least 0.
        min_lr: the rate below which it never falls, at least 0.

    Attributes:
        best: the best value so far, None before the first.
        wait: epochs without improvement since.
        cooldown_counter: epochs of cooldown left.

    Raises:
        ValueError: if an argument is out of its range, or ``mode`` is ``"auto"`` and the name does
            not tell.
    """

    def __init__(
        self,
        monitor: str = "val_loss",
        factor: float = 0.1,
        patience: int = 10,
        *,
        mode: str = "auto",
        min_delta: float = 1e-4,
        cooldown: int = 0,
        min_lr: float = 0.0,
    ) -> None:
        self.monitor = monitor
        self.factor = number(factor, "factor", above=0)
        if self.factor >= 1:
            raise ValueError(f"factor must be below 1, got {factor!r}.")
        self.patience = number(patience, "patience", low=0)
        self.mode = direction(mode, monitor)
        self.min_delta = number(min_delta, "min_delta", low=0)
        self.cooldown = number(cooldown, "cooldown", low=0)
        self.min_lr = number(min_lr, "min_lr", low=0)
        self.reset()

    def reset(self) -> None:
        """Forgets every value it was told, before another training begins."""
        self.best: float | None = None
        self.wait = 0
        self.cooldown_counter = 0

    def update(self, value: float, learning_rate: float) -> float:
        """Takes the value of one more epoch and returns the rate for the next one.

        Args:
            value: the watched value after this epoch.
            learning_rate: the rate of this epoch, above 0.

        Returns:
            The same rate, or a lower one.

        Raises:
            ValueError: if ``value`` is not a finite number, or ``learning_rate`` is not above 0.
        """
        value = number(value, f"value ({self.monitor})")
        learning_rate = number(learning_rate, "learning_rate", above=0)
        if self.cooldown_counter > 0:
            self.cooldown_counter -= 1
            self.wait = 0
        if self._improves(value):
            self.best, self.wait = value, 0
        elif self.cooldown_counter == 0:
            self.wait += 1
            if self.wait >= self.patience and learning_rate > self.min_lr:
                self.cooldown_counter, self.wait = self.cooldown, 0
                return max(learning_rate * self.factor, self.min_lr)
        return learning_rate

    def _improves(self, value: float) -> bool:
        if self.best is None:
            return True
        if self.mode == "min":
            return value < self.best - self.min_delta
        return value > self.best + self.min_delta

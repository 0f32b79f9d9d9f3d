"""nnbook.schedules, held to keras.optimizers.schedules and to Keras's callback."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nnbook import schedules

pytestmark = pytest.mark.filterwarnings("error")

CASES = [
    ("ExponentialDecay", (0.1, 50, 0.96), {}),
    ("ExponentialDecay", (0.1, 50, 0.96), {"staircase": True}),
    ("ExponentialDecay", (0.01, 70, 1.03125), {}),
    ("InverseTimeDecay", (0.1, 50, 0.5), {}),
    ("InverseTimeDecay", (0.1, 50, 0.5), {"staircase": True}),
    ("PolynomialDecay", (0.1, 100), {}),
    ("PolynomialDecay", (0.1, 100), {"end_learning_rate": 0.01, "power": 0.5}),
    ("PolynomialDecay", (0.1, 100), {"end_learning_rate": 0.01, "power": 2.0, "cycle": True}),
    ("PolynomialDecay", (0.1, 7), {"cycle": True}),
    ("PiecewiseConstantDecay", ([10, 20, 200], [1.0, 0.5, 0.25, 0.01]), {}),
    ("PiecewiseConstantDecay", ([0], [0.1, 0.01]), {}),
    ("CosineDecay", (0.1, 100), {}),
    ("CosineDecay", (0.1, 100), {"alpha": 0.2}),
    ("CosineDecay", (0.0, 100), {"warmup_target": 0.1, "warmup_steps": 30}),
    ("CosineDecay", (0.05, 100), {"warmup_target": 0.1, "warmup_steps": 1, "alpha": 0.1}),
    ("CosineDecay", (0.05, 100), {"warmup_target": 0.1}),
]
STEPS = [*range(23), 48, 49, 50, 51, 99, 100, 101, 129, 130, 131, 199, 200, 201, 300, 301, 10_000]


@pytest.mark.parametrize(
    ("name", "args", "kwargs"), CASES, ids=[f"{name}-{kwargs}" for name, _, kwargs in CASES]
)
def test_each_step_is_that_of_keras(keras, name, args, kwargs):
    twin = getattr(keras.optimizers.schedules, name)(*args, **kwargs)
    ours = getattr(schedules, name)(*args, **kwargs)
    rates = [ours(step) for step in STEPS]
    assert all(type(rate) is float for rate in rates)
    np.testing.assert_allclose(rates, [float(twin(step)) for step in STEPS], 2e-6, 1e-8)


@settings(max_examples=25)
@given(
    step=st.integers(0, 5000),
    decay_steps=st.integers(1, 300),
    k=st.integers(128, 256),
    flag=st.booleans(),
)
@example(step=0, decay_steps=5, k=128, flag=True)
@example(step=15, decay_steps=5, k=128, flag=True)
def test_keras_at_random_settings(keras, step, decay_steps, k, flag):
    rate = k / 256  # exact in float32, with which Keras computes
    for name, kwargs in [
        ("ExponentialDecay", {"decay_rate": rate, "staircase": flag}),
        ("InverseTimeDecay", {"decay_rate": rate, "staircase": flag}),
        ("PolynomialDecay", {"power": rate, "cycle": flag}),
        (
            "CosineDecay",
            {"alpha": rate, "warmup_target": 0.75 if flag else None, "warmup_steps": 9},
        ),
    ]:
        ours = getattr(schedules, name)(0.5, decay_steps, **kwargs)(step)
        twin = getattr(keras.optimizers.schedules, name)(0.5, decay_steps, **kwargs)
        np.testing.assert_allclose(ours, float(twin(step)), rtol=1e-5, atol=3e-6, err_msg=name)


# ------------------------------------------------------------------------------- formulas


def test_a_factor_is_not_a_decay_constant():
    """D-003: exp(-0.96 e) is not 0.96^e; the constant that belongs to 0.96 is 0.0408."""
    ours = schedules.ExponentialDecay(0.01, 1, 0.96)
    epochs = range(11)
    assert [ours(e) for e in epochs] == pytest.approx([0.01 * 0.96**e for e in epochs])
    k = -math.log(0.96)
    assert round(k, 4) == 0.0408
    assert [ours(e) for e in epochs] == pytest.approx([0.01 * math.exp(-k * e) for e in epochs])
    wrong = [0.01 * math.exp(-0.96 * e) for e in epochs]
    assert (round(ours(4), 4), round(wrong[4], 5)) == (0.0085, 0.00021)
    assert (round(ours(10), 4), round(wrong[10], 8)) == (0.0066, 0.00000068)


def test_the_published_training_log():
    """S-010: the rates printed with start 0.1 and 0.96 each 1,000 steps."""
    ours = schedules.ExponentialDecay(0.1, 1000, 0.96, staircase=True)
    rates = [round(ours(step), 4) for step in range(0, 5001, 1000)]
    assert rates == [0.1, 0.096, 0.0922, 0.0885, 0.0849, 0.0815]


def test_a_boundary_belongs_to_the_stretch_before_it():
    ours = schedules.PiecewiseConstantDecay([100, 200], [0.1, 0.01, 0.001])
    assert [ours(s) for s in (0, 100, 101, 200, 201, 999)] == [0.1, 0.1, 0.01, 0.01, 0.001, 0.001]


def test_power_decay():
    ours = schedules.PowerDecay(0.1, 50)
    assert [ours(s) for s in (0, 50, 100, 150)] == pytest.approx([0.1, 0.1 / 2, 0.1 / 3, 0.1 / 4])
    inverse = schedules.InverseTimeDecay(0.1, 50, 1.0)
    assert [ours(s) for s in STEPS] == pytest.approx([inverse(s) for s in STEPS])
    assert schedules.PowerDecay(0.1, 50, power=2)(50) == pytest.approx(0.1 / 4)
    assert schedules.PowerDecay(0.1, 50, power=0)(50) == pytest.approx(0.1)


def test_one_cycle():
    ours = schedules.OneCycle(1.0, 100, 0.1, 0.001, annihilation=0.2)
    assert [ours(s) for s in (0, 20, 40, 60, 80)] == pytest.approx([0.1, 0.55, 1.0, 0.55, 0.1])
    assert [ours(s) for s in (90, 100, 5000)] == pytest.approx([0.0505, 0.001, 0.001])


def test_one_cycle_ends_orders_of_magnitude_lower():
    """D-053: the last phase goes far below the initial rate, not just back to it."""
    ours = schedules.OneCycle(0.5, 1000)
    rates = np.array([ours(s) for s in range(1001)])
    assert rates[0] == pytest.approx(0.05)
    assert rates.max() == rates[450] == pytest.approx(0.5)
    assert rates[900] == pytest.approx(0.05)
    assert rates[1000] == pytest.approx(5e-5)
    assert (np.diff(rates[:451]) > 0).all()
    assert (np.diff(rates[450:]) < 0).all()


@pytest.mark.parametrize("annihilation", [0.0, 1.0])
def test_one_cycle_without_one_of_its_phases(annihilation):
    ours = schedules.OneCycle(1.0, 10, 0.1, 0.01, annihilation)
    assert ours(10) == 0.01
    assert ours(5) == pytest.approx(1.0 if annihilation == 0 else 0.055)


# -------------------------------------------------------------------------------- plateau


def model(learning_rate):
    """As much of a model as Keras's callback looks at."""
    return SimpleNamespace(optimizer=SimpleNamespace(learning_rate=learning_rate), metrics=[])


PLATEAUS = [
    {"factor": 0.5, "patience": 1},
    {"factor": 0.5, "patience": 2, "cooldown": 2},
    {"factor": 0.5, "patience": 2, "min_delta": 0.125, "min_lr": 0.02},
    {"factor": 0.25, "patience": 3, "mode": "max", "min_delta": 0.0},
    {"factor": 0.5, "patience": 0},
    {"factor": 0.5, "patience": 2, "mode": "min", "monitor": "val_accuracy", "cooldown": 1},
]


@pytest.mark.parametrize("kwargs", PLATEAUS, ids=str)
@settings(max_examples=25)
@given(losses=st.lists(st.integers(0, 16).map(lambda n: n / 16), min_size=1, max_size=25))
@example(losses=[1.0] * 25)
@example(losses=[1.0, 0.5, 0.5, 0.5, 0.4375, 0.4375, 0.4375, 0.4375, 0.25] + [0.25] * 10)
def test_plateau_gives_the_rates_of_keras(keras, kwargs, losses):
    twin = keras.callbacks.ReduceLROnPlateau(**kwargs)
    twin.set_model(model(0.5))
    twin.on_train_begin()
    ours, rate = schedules.ReduceLROnPlateau(**kwargs), 0.5
    for epoch, loss in enumerate(losses):
        twin.on_epoch_end(epoch, {ours.monitor: loss})
        rate = ours.update(loss, rate)
        assert rate == pytest.approx(twin.model.optimizer.learning_rate)
        assert (ours.best, ours.wait, ours.cooldown_counter) == (
            twin.best,
            twin.wait,
            twin.cooldown_counter,
        )


def test_plateau_by_hand():
    plateau = schedules.ReduceLROnPlateau(factor=0.5, patience=2)
    rate, rates = 1.0, []
    for loss in [3, 2, 2, 2, 2, 2, 1, 1]:
        rate = plateau.update(loss, rate)
        rates.append(rate)
    assert rates == [1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25]
    plateau.reset()
    assert (plateau.best, plateau.wait) == (None, 0)


@pytest.mark.parametrize(
    ("monitor", "mode"),
    [
        ("loss", "min"),
        ("val_loss", "min"),
        ("val_accuracy", "max"),
        ("acc", "max"),
        ("val_mean_squared_error", "min"),
        ("sparse_categorical_accuracy", "max"),
        ("mae", "min"),
    ],
)
def test_plateau_reads_the_direction_off_the_name(monitor, mode):
    assert schedules.ReduceLROnPlateau(monitor).mode == mode


# ------------------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    ("name", "args", "kwargs", "message"),
    [
        ("ExponentialDecay", (0, 10, 0.9), {}, "initial_learning_rate must be .* above 0, got 0"),
        ("ExponentialDecay", (0.1, 0, 0.9), {}, "decay_steps must be a finite number above 0"),
        ("ExponentialDecay", (0.1, 10, -0.9), {}, "decay_rate must be a finite number above 0"),
        ("InverseTimeDecay", (0.1, 10, -1), {}, "decay_rate must be a finite number of at least 0"),
        ("InverseTimeDecay", (-0.1, 10, 1), {}, "initial_learning_rate must be"),
        ("PowerDecay", (0.1, 10, -1), {}, "power must be a finite number of at least 0"),
        ("PowerDecay", ("a", 10), {}, "initial_learning_rate must be a number, got 'a'"),
        ("PolynomialDecay", (0.1, 10, -1), {}, "end_learning_rate must be"),
        ("PolynomialDecay", (0.1, 10), {"power": 0}, "power must be a finite number above 0"),
        ("PiecewiseConstantDecay", ([], [0.1]), {}, "got 1 values and 0 boundaries"),
        ("PiecewiseConstantDecay", ([5], [0.1]), {}, "got 1 values and 1 boundaries"),
        ("PiecewiseConstantDecay", (5, [1]), {}, "boundaries must be a list of numbers, got 5"),
        ("PiecewiseConstantDecay", ([5], 1), {}, "values must be a list of numbers, got 1"),
        ("PiecewiseConstantDecay", ([5, 5], [1, 2, 3]), {}, "strictly increasing, got .5, 5."),
        ("PiecewiseConstantDecay", ([5], [1, 0]), {}, r"values\[1\] must be .* above 0, got 0"),
        ("CosineDecay", (0.0, 10), {}, "initial_learning_rate must be a finite number above 0"),
        ("CosineDecay", (0.1, 10, 2), {}, "alpha must be between 0 and 1, got 2"),
        ("CosineDecay", (0.1, 10), {"warmup_target": 0}, "warmup_target must be"),
        ("CosineDecay", (0.1, 10), {"warmup_steps": -1}, "warmup_steps must be"),
        ("OneCycle", (0, 10), {}, "max_learning_rate must be a finite number above 0"),
        ("OneCycle", (0.1, 10, 0.2), {}, "initial_learning_rate must not be above .* 0.1, got 0.2"),
        ("OneCycle", (0.1, 10), {"final_learning_rate": -1}, "final_learning_rate must be"),
        ("OneCycle", (0.1, 10), {"annihilation": 1.5}, "annihilation must be between 0 and 1"),
        ("ReduceLROnPlateau", (), {"factor": 1.0}, "factor must be below 1, got 1.0"),
        ("ReduceLROnPlateau", (), {"factor": 0}, "factor must be a finite number above 0"),
        ("ReduceLROnPlateau", (), {"patience": -1}, "patience must be"),
        ("ReduceLROnPlateau", (), {"mode": "mim"}, r"Unknown mode 'mim'. Did you mean 'min'\?"),
        ("ReduceLROnPlateau", (5,), {}, "monitor must be a name such as 'val_loss', got 5"),
        ("ReduceLROnPlateau", ("foo",), {}, "mode must be 'min' or 'max', .* 'foo' does not tell"),
    ],
)
def test_bad_settings(name, args, kwargs, message):
    with pytest.raises(ValueError, match=message):
        getattr(schedules, name)(*args, **kwargs)


@pytest.mark.parametrize("step", [-1, float("nan"), "one", None])
def test_bad_steps(step):
    for name, args, kwargs in CASES:
        with pytest.raises(ValueError, match="step must be a"):
            getattr(schedules, name)(*args, **kwargs)(step)


def test_powers_too_large_for_a_float(keras):
    for staircase in (False, True):
        arguments = (0.1, 1, 2.0, staircase)
        expected = float(keras.optimizers.schedules.ExponentialDecay(*arguments)(5000))
        assert schedules.ExponentialDecay(*arguments)(5000) == expected == math.inf
    assert schedules.PowerDecay(0.1, 1, 100)(10**6) == 0


def test_plateau_refuses_nan():
    plateau = schedules.ReduceLROnPlateau()
    with pytest.raises(ValueError, match=r"value \(val_loss\) must be a finite number, got nan"):
        plateau.update(float("nan"), 0.1)
    with pytest.raises(ValueError, match="learning_rate must be a finite number above 0"):
        plateau.update(1.0, 0.0)


def test_repr_tells_the_settings():
    text = repr(schedules.InverseTimeDecay(0.1, 50, 1))
    assert text == (
        "InverseTimeDecay(initial_learning_rate=0.1, decay_steps=50.0, decay_rate=1.0, "
        "staircase=False)"
    )

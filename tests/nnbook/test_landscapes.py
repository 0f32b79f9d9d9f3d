"""nnbook.landscapes: exact gradients, the published step counts, and where each path leads."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnbook import landscapes, optimizers
from nnbook.landscapes import descend, gradient_descent
from nnbook.numerical import check_gradient

pytestmark = pytest.mark.filterwarnings("error")

ALL = [
    landscapes.parabola,
    landscapes.quartic,
    landscapes.sine,
    landscapes.saddle,
    landscapes.ravine,
    landscapes.rosenbrock,
]
each = pytest.mark.parametrize("f", ALL, ids=lambda f: f.name)
flat = pytest.mark.parametrize("f", ALL[:3], ids=lambda f: f.name)
OPTIMIZERS = ["SGD", "Adagrad", "RMSprop", "Adam", "Adamax", "Nadam"]


def within(f, fraction):
    """The point of the domain that lies at these fractions of its sides; a number in one."""
    low, high = np.transpose(f.domain)
    x = low + np.asarray(fraction[: f.dimensions]) * (high - low)
    return x if f.dimensions == 2 else float(x[0])


# ------------------------------------------------------------------------------ functions


@each
@given(fraction=st.tuples(st.floats(0, 1), st.floats(0, 1)))
@settings(max_examples=50)
def test_gradients_are_exact(f, fraction):
    x = within(f, fraction)
    check_gradient(f, x, f.gradient(x), rtol=1e-6, atol=1e-6)


@each
def test_known_minima_are_minima(f):
    for minimum in f.minima:
        x = np.array(minimum if f.dimensions == 2 else minimum[0])
        np.testing.assert_allclose(f.gradient(x), 0, atol=1e-12)
        rng = np.random.default_rng(0)
        around = x + 1e-3 * rng.normal(size=(100, *x.shape))
        assert (f(around) > f(x)).all()
    values = [float(f(np.squeeze(minimum))) for minimum in f.minima]
    assert values == sorted(values)


@flat
def test_no_minimum_is_left_out(f):
    """Sampled finely, the inner local minima of the domain are the known ones."""
    x = np.linspace(*f.domain[0], 200_001)
    y = f(x)
    found = x[1:-1][(y[1:-1] < y[:-2]) & (y[1:-1] < y[2:])]
    np.testing.assert_allclose(found, sorted(m[0] for m in f.minima), atol=1e-3)


def test_the_sine_has_no_lowest_point():
    """D-126: -2.8137 is the minimum on [-3, 3] only."""
    sine = landscapes.sine
    assert sine(-2.8137) < sine(np.linspace(-3, 3, 10_001)).min() + 1e-6
    assert sine(np.linspace(-30, 30, 10_001)).min() < -25


def test_flat_places_that_are_no_minima():
    """D-124, D-125: the quartic has one critical point only; the sine's slope is 0 at 0."""
    roots = np.roots([0.04, -0.9, 0, -1])
    real = roots[np.abs(roots.imag) < 1e-12].real
    np.testing.assert_allclose(real, [landscapes.quartic.minima[0][0]])
    assert landscapes.sine.gradient(0.0) == 0
    assert landscapes.sine(-0.1) < landscapes.sine(0.0) < landscapes.sine(0.1)
    np.testing.assert_array_equal(landscapes.saddle.gradient([0, 0]), [0, 0])


@each
def test_many_points_at_once(f):
    rng = np.random.default_rng(0)
    shape = (4, 5, 2) if f.dimensions == 2 else (4, 5)
    x = rng.normal(size=shape)
    kept = x.copy()
    values, gradients = f(x), f.gradient(x)
    assert values.shape == (4, 5)
    assert gradients.shape == shape
    for index in np.ndindex(4, 5):
        np.testing.assert_allclose(values[index], f(x[index]))
        np.testing.assert_allclose(gradients[index], f.gradient(x[index]))
    np.testing.assert_array_equal(x, kept)
    assert f(x.astype("float32")).dtype == f.gradient(x.astype("float32")).dtype == np.float32


# ------------------------------------------------------------------------------- golden


@pytest.mark.parametrize(
    ("f", "x0", "steps"),
    [
        (landscapes.sine, -2.2, 17),
        (landscapes.sine, -0.5, 100),
        (landscapes.sine, 1.5, 28),
        (landscapes.sine, 1.2, 100),
        (landscapes.quartic, -10, 100),
        (landscapes.quartic, 5, 82),
        (landscapes.quartic, 33, 50),
    ],
)
def test_the_published_step_counts(f, x0, steps):
    """S-374, S-378, S-379: of at most 100 steps at the rate 0.01."""
    trace = gradient_descent(f, x0, learning_rate=0.01)
    assert trace.steps == steps
    assert trace.converged == (steps < 100)


def test_where_the_published_paths_are_after_100_steps():
    """D-124, D-125: on the plateau, and on the way to the inflection; neither has arrived."""
    trace = gradient_descent(landscapes.quartic, -10, 0.01)
    assert round(float(trace.points[-1]), 3) == -0.476
    assert round(float(landscapes.quartic.gradient(trace.points[-1])), 2) == -1.21
    trace = gradient_descent(landscapes.quartic, -10, 0.01, max_steps=400)
    assert round(float(trace.points[-1]), 3) == 22.549
    assert trace.converged
    trace = gradient_descent(landscapes.sine, 1.2, 0.01)
    assert round(float(trace.points[-1]), 3) == 0.283
    assert round(float(landscapes.sine.gradient(trace.points[-1])), 2) == 0.24
    trace = gradient_descent(landscapes.sine, 1.2, 0.01, max_steps=10_000, eps=1e-9)
    assert round(float(trace.points[-1]), 4) == 0.0033


ESCAPES = [
    (optimizers.SGD(0.01, momentum=0.9, nesterov=True), 67),
    (optimizers.SGD(0.01, momentum=0.9), 72),
    (optimizers.RMSprop(0.01), 72),
    (optimizers.Nadam(0.01), 74),
    (optimizers.Adam(0.01), 77),
    (optimizers.Adamax(0.01), 124),
    (optimizers.SGD(0.01), 349),
    (optimizers.Adagrad(0.01, initial_accumulator_value=0.0), 1263),
]


@pytest.mark.parametrize(
    ("optimizer", "steps"), ESCAPES, ids=[f"{type(o).__name__}-{n}" for o, n in ESCAPES]
)
def test_steps_to_escape_a_saddle(optimizer, steps):
    """Until |y| > 1, from y = 0.001."""
    trace = descend(landscapes.saddle, [1.0, 1e-3], optimizer, steps)
    y = np.abs(trace.points[:, 1])
    assert y[steps] > 1
    assert y[:steps].max() <= 1


def test_only_the_exact_ridge_never_escapes():
    """D-015: a start as near as 1e-16 escapes, later; y = 0 never does."""
    trace = descend(landscapes.saddle, [1.0, 1e-16], optimizers.SGD(0.01), 1861)
    assert abs(trace.points[-2, 1]) <= 1 < abs(trace.points[-1, 1])
    trace = descend(landscapes.saddle, [1.0, 0.0], optimizers.SGD(0.01), 5000)
    np.testing.assert_allclose(trace.points[-1], [0, 0], atol=1e-12)
    assert trace.converged  # the gradient is 0: a stopping rule can't tell a saddle from a minimum


# ------------------------------------------------------------------------------- stopping


def test_values_belong_to_their_points():
    """D-127: the published trace paired each value with the point before."""
    for f in ALL:
        trace = gradient_descent(f, within(f, (0.8, 0.9)), 1e-3, max_steps=20)
        np.testing.assert_array_equal(trace.values, f(trace.points))
        assert len(trace.points) == trace.steps + 1
    trace = gradient_descent(landscapes.parabola, 10, 0.1, max_steps=2)
    np.testing.assert_allclose(trace.points, [10, 8, 6.4])
    np.testing.assert_allclose(trace.values, [100, 64, 40.96])


def test_a_short_step_is_not_a_small_gradient():
    """D-128: the step rule stops at a gradient of eps / rate; the gradient rule does not."""
    rate, eps = 0.01, 1e-5
    trace = gradient_descent(landscapes.parabola, 5, rate, 10_000, eps)
    gradient = abs(landscapes.parabola.gradient(trace.points[-1]))
    assert trace.converged
    assert eps < gradient < eps / rate
    trace = gradient_descent(landscapes.parabola, 5, rate, 10_000, eps, stop="gradient")
    assert trace.converged
    assert abs(landscapes.parabola.gradient(trace.points[-1])) < eps
    lazy = gradient_descent(landscapes.parabola, 5, 1e-7)
    assert (lazy.converged, lazy.steps) == (True, 0)
    assert not gradient_descent(landscapes.parabola, 5, 1e-7, stop="gradient").converged


def test_it_may_arrive_with_the_very_last_step():
    trace = gradient_descent(landscapes.parabola, 5, 0.5, max_steps=1)
    assert (trace.steps, trace.converged) == (1, True)
    np.testing.assert_array_equal(trace.points, [5, 0])


@pytest.mark.parametrize("f", [landscapes.parabola, landscapes.ravine], ids=lambda f: f.name)
def test_the_limit_of_the_learning_rate(f):
    """D-129, D-022: below 2 / L it arrives, above it runs away; convex or not."""
    x0 = 30.0 if f.dimensions == 1 else (5.0, 1.0)
    assert f.learning_rate_limit == 1.0
    arrives = gradient_descent(f, x0, 0.99 * f.learning_rate_limit, max_steps=5000)
    assert arrives.converged
    np.testing.assert_allclose(arrives.points[-1], 0, atol=1e-3)
    runs = gradient_descent(f, x0, 1.01 * f.learning_rate_limit, max_steps=200)
    assert not runs.converged
    assert runs.values[-1] > runs.values[0]


def test_at_the_limit_it_jumps_from_side_to_side():
    trace = gradient_descent(landscapes.parabola, 5, 1.0, max_steps=4)
    np.testing.assert_array_equal(trace.points, [5, -5, 5, -5, 5])
    trace = gradient_descent(landscapes.parabola, 30, 1.01)
    assert round(float(abs(trace.points[-1]))) == 217  # D-022


def test_running_away_ends_with_finite_points():
    for trace in (
        gradient_descent(landscapes.quartic, -10, 1.0),
        descend(landscapes.rosenbrock, (2, 3), optimizers.SGD(1.0)),
    ):
        assert not trace.converged
        assert trace.steps < 100
        assert np.isfinite(trace.points).all()
        assert np.isfinite(trace.values).all()
        assert len(trace.points) == len(trace.values) == trace.steps + 1


def test_without_a_curvature_there_is_no_limit():
    assert landscapes.quartic.learning_rate_limit is None


# ------------------------------------------------------------------------------- optimizers


@each
def test_plain_sgd_is_gradient_descent(f):
    x0 = within(f, (0.7, 0.6))
    plain = gradient_descent(f, x0, 1e-3, max_steps=30, eps=1e-300)
    ours = descend(f, x0, optimizers.SGD(1e-3), steps=30)
    np.testing.assert_allclose(ours.points, plain.points, rtol=1e-12)
    assert ours.steps == plain.steps == 30


@each
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_goes_down(f, name):
    optimizer = getattr(optimizers, name)(learning_rate=2e-4)
    trace = descend(f, within(f, (0.8, 0.8)), optimizer, steps=50)
    assert trace.points.shape == ((51, 2) if f.dimensions == 2 else (51,))
    assert trace.values[-1] < trace.values[0]
    np.testing.assert_array_equal(trace.values, f(trace.points))


def test_descend_leaves_the_optimizer_and_the_start_alone():
    optimizer, x0 = optimizers.Adam(0.1), np.array([1.0, 2.0])
    first, second = (descend(landscapes.ravine, x0, optimizer) for _ in range(2))
    np.testing.assert_array_equal(first.points, second.points)
    np.testing.assert_array_equal(x0, [1, 2])
    assert optimizer.iterations == 0
    assert optimizer.state == {}


def test_descend_says_whether_it_arrived():
    assert descend(landscapes.ravine, (5, 1), optimizers.SGD(0.5), 300).converged
    assert not descend(landscapes.ravine, (5, 1), optimizers.SGD(0.5), 30).converged


def test_a_trace_is_frozen():
    trace = gradient_descent(landscapes.parabola, 1, 0.1)
    with pytest.raises(AttributeError):
        trace.steps = 3


def test_a_function_of_your_own():
    class Bowl:
        def __call__(self, x):
            return float(np.sum(x**2))

        def gradient(self, x):
            return 2 * x

    trace = gradient_descent(Bowl(), np.ones(5), 0.1, max_steps=200)
    assert trace.converged
    assert trace.points.shape == (trace.steps + 1, 5)
    mine = landscapes.Landscape("mine", "x^4", ((-1, 1),), lambda x: x**4, lambda x: 4 * x**3)
    assert descend(mine, 1.0, "adam", 10).steps == 10
    assert repr(mine) == "<Landscape mine: x^4>"


# ------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gradient_descent(landscapes.sine, 1, 0), "learning_rate must be .* above 0"),
        (lambda: gradient_descent(landscapes.sine, 1, 0.1, 0), "max_steps must be .* got 0"),
        (lambda: gradient_descent(landscapes.sine, 1, 0.1, 1.5), "max_steps must be a whole"),
        (lambda: gradient_descent(landscapes.sine, 1, 0.1, eps=0), "eps must be .* above 0"),
        (lambda: gradient_descent(landscapes.sine, 1, 0.1, stop="grad"), "Unknown stop 'grad'"),
        (lambda: gradient_descent(landscapes.sine, [1, 2], 0.1), r"x0 must be a number for sine"),
        (lambda: gradient_descent(landscapes.saddle, 1, 0.1), r"x0 must be shape \(2,\) for sad"),
        (lambda: gradient_descent(landscapes.sine, np.nan, 0.1), "x0 must be a finite point"),
        (lambda: gradient_descent(landscapes.sine, "a", 0.1), "x0 must hold real numbers"),
        (lambda: gradient_descent(None, 1, 0.1), "f must be a function with a gradient, .* None"),
        (lambda: descend(np.sin, 1, "sgd"), "f must be a function with a gradient, .* 'sin'"),
        (lambda: descend(landscapes.sine, 1, "adamm"), "Unknown optimizer 'adamm'. Did you mean"),
        (lambda: descend(landscapes.sine, 1, None), "optimizer must be an optimizer or its name"),
        (lambda: descend(landscapes.sine, 1, "sgd", 0), "steps must be a whole number"),
        (lambda: landscapes.ravine(1.0), r"x must have shape \(2,\) or \(..., 2\) for ravine"),
        (lambda: landscapes.ravine.gradient(np.ones((2, 3))), r"got \(2, 3\)"),
        (lambda: landscapes.sine("a"), "x must hold real numbers"),
    ],
)
def test_bad_input(call, message):
    with pytest.raises(ValueError, match=message):
        call()

"""nnbook.optimizers, held to Keras's optimizers and to the formulas of the papers."""

import copy
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnbook import optimizers, regularizers, schedules

pytestmark = pytest.mark.filterwarnings("error")

STEPS = 20
RATE = 2.0**-7  # exact in float32, in which Keras keeps the rate, so that float64 can be compared
RULES = [
    ("SGD", {}),
    ("SGD", {"momentum": 0.9}),
    ("SGD", {"momentum": 0.75, "nesterov": True}),
    ("Adagrad", {}),
    ("Adagrad", {"initial_accumulator_value": 0.0, "epsilon": 1e-3}),
    ("RMSprop", {}),
    ("RMSprop", {"rho": 0.5, "momentum": 0.9}),
    ("RMSprop", {"centered": True, "epsilon": 1e-3}),
    ("RMSprop", {"centered": True, "momentum": 0.5, "epsilon": 1e-3}),
    ("Adam", {}),
    ("Adam", {"beta_1": 0.5, "beta_2": 0.9, "epsilon": 1e-3}),
    ("Adam", {"amsgrad": True, "beta_2": 0.75}),
    ("Adamax", {}),
    ("Adamax", {"beta_1": 0.5, "beta_2": 0.75}),
    ("Nadam", {}),
    ("Nadam", {"beta_1": 0.5, "beta_2": 0.9}),
]
EXTRAS = [
    {"weight_decay": 0.1},
    {"clipvalue": 0.5},
    {"clipnorm": 0.5},
    {"global_clipnorm": 0.5},
    {"weight_decay": 0.1, "global_clipnorm": 2.0},
    {"clipnorm": 1e6},
]
NAMES = ["SGD", "Adagrad", "RMSprop", "Adam", "Adamax", "Nadam"]
rules = pytest.mark.parametrize(
    ("name", "kwargs"), RULES, ids=[f"{name}-{kwargs}" for name, kwargs in RULES]
)
each = pytest.mark.parametrize("name", NAMES)
dtypes = pytest.mark.parametrize("dtype", ["float32", "float64"])
TOLERANCE = {"float32": {"rtol": 1e-6, "atol": 1e-6}, "float64": {"rtol": 0, "atol": 1e-10}}
SHAPES = [(), (0,), (3,), (2, 3), (4, 1, 2, 3)]
shapes = st.lists(st.integers(0, 4), max_size=4).map(tuple)
# TensorFlow fails at some empty shapes, such as (0, 2), which are ours alone.
full_shapes = st.lists(st.integers(1, 4), max_size=4).map(tuple)


def make(name, **kwargs):
    return getattr(optimizers, name)(**kwargs)


def problem(all_shapes, dtype, seed=0, steps=STEPS):
    """Start values of some parameters, and gradients of all sizes for each step."""
    rng = np.random.default_rng(seed)
    params = {f"w{i}": np.asarray(rng.normal(size=s), dtype) for i, s in enumerate(all_shapes)}
    grads = [
        {
            key: np.asarray(rng.normal(size=w.shape) * 10 ** rng.uniform(-2, 1), dtype)
            for key, w in params.items()
        }
        for _ in range(steps)
    ]
    return params, grads


def run(optimizer, params, grads):
    """The parameters after all steps, from a copy of ``params``."""
    params = {key: w.copy() for key, w in params.items()}
    for g in grads:
        optimizer.update(params, g)
    return params


def in_float32(name, kwargs):
    """All settings, rounded to float32: Keras keeps them so, even where the weights are float64."""
    adjustable = {
        "momentum",
        "rho",
        "beta_1",
        "beta_2",
        "epsilon",
        "initial_accumulator_value",
        "weight_decay",
        "clipnorm",
        "clipvalue",
        "global_clipnorm",
    }
    rounded = {
        key: float(np.float32(value))
        for key, value in vars(make(name, **kwargs)).items()
        if key in adjustable and value is not None
    }
    return kwargs | rounded


def assert_as_keras(keras, name, kwargs, params, grads, dtype):
    tolerance = TOLERANCE[dtype]
    if dtype == "float64":
        kwargs = in_float32(name, kwargs)
        if name == "Nadam" or "clipnorm" in kwargs:  # Keras has 0.96 and this norm in float32
            tolerance = {"rtol": 0, "atol": 1e-7}
    twin = getattr(keras.optimizers, name)(**kwargs)
    variables = [keras.Variable(w, dtype=dtype) for w in params.values()]
    for g in grads:
        twin.apply([keras.ops.convert_to_tensor(g[key]) for key in params], variables)
    ours_rate = kwargs.get("learning_rate")
    if callable(ours_rate):
        ours_rate = getattr(schedules, type(ours_rate).__name__)(
            **{k: v for k, v in ours_rate.get_config().items() if k != "name"}
        )
    optimizer = make(name, **(kwargs | ({"learning_rate": ours_rate} if ours_rate else {})))
    ours = run(optimizer, params, grads)
    assert optimizer.iterations == int(twin.iterations) == len(grads)
    np.testing.assert_allclose(optimizer.current_learning_rate, float(twin.learning_rate), 1e-6)
    for (key, w), variable in zip(ours.items(), variables, strict=True):
        assert w.dtype == dtype
        assert w.shape == params[key].shape
        np.testing.assert_allclose(w, variable.numpy(), **tolerance, err_msg=key)


# ------------------------------------------------------------------------------- the twin


@dtypes
@rules
def test_twenty_steps_are_those_of_keras(keras, name, kwargs, dtype):
    params, grads = problem(SHAPES, dtype)
    assert_as_keras(keras, name, {"learning_rate": RATE, **kwargs}, params, grads, dtype)


@each
def test_the_defaults_are_those_of_keras(keras, name):
    params, grads = problem(SHAPES, "float32")
    assert_as_keras(keras, name, {}, params, grads, "float32")


@pytest.mark.parametrize("extra", EXTRAS, ids=str)
@each
def test_clipping_and_weight_decay_are_those_of_keras(keras, name, extra):
    params, grads = problem(SHAPES, "float32", seed=1)
    assert_as_keras(keras, name, {"learning_rate": RATE, **extra}, params, grads, "float32")


@each
def test_a_schedule_gives_the_rates_of_keras(keras, name):
    params, grads = problem([(2, 3)], "float32", seed=2)
    rate = keras.optimizers.schedules.ExponentialDecay(0.02, 5, 0.5, staircase=True)
    kwargs = {"learning_rate": rate, "weight_decay": 0.1}
    assert_as_keras(keras, name, kwargs, params, grads, "float32")


@settings(max_examples=25)
@given(
    rule=st.sampled_from(RULES),
    extra=st.sampled_from([{}, *EXTRAS]),
    some=st.lists(full_shapes, min_size=1, max_size=3),
    dtype=st.sampled_from(["float32", "float64"]),
    seed=st.integers(0, 2**32 - 1),
)
def test_keras_at_random_shapes(keras, rule, extra, some, dtype, seed):
    name, kwargs = rule
    params, grads = problem(some, dtype, seed)
    kwargs = {"learning_rate": RATE, **kwargs, **extra}
    assert_as_keras(keras, name, kwargs, params, grads, dtype)


# ---------------------------------------------------------------- the papers, in closed form


def weighted(beta, values):
    """sum_i beta^(t - i) x_i for each t: what the moving averages are, without a recurrence."""
    return np.array(
        [sum(beta ** (t - i) * values[i] for i in range(t + 1)) for t in range(len(values))]
    )


def paper(name, w, g, rate, **k):
    """The parameters after all steps by the papers' formulas; g has shape (steps, ...)."""
    t = np.arange(1, len(g) + 1).reshape(-1, *[1] * (g.ndim - 1))
    if name == "SGD":
        mu = k.get("momentum", 0)
        v = -rate * (weighted(mu, g) if mu else g)
        return w + np.sum(mu * v - rate * g if k.get("nesterov") else v, axis=0)
    epsilon = k.get("epsilon", 1e-7)
    if name == "Adagrad":
        total = k.get("initial_accumulator_value", 0.1) + np.cumsum(g**2, axis=0)
        return w - np.sum(rate * g / np.sqrt(total + epsilon), axis=0)
    if name == "RMSprop":
        rho = k.get("rho", 0.9)
        v = (1 - rho) * weighted(rho, g**2)
        if k.get("centered"):
            v -= ((1 - rho) * weighted(rho, g)) ** 2
        steps = rate * g / np.sqrt(v + epsilon)
        return w - np.sum(weighted(k.get("momentum", 0), steps), axis=0)
    b1, b2 = k.get("beta_1", 0.9), k.get("beta_2", 0.999)
    m = (1 - b1) * weighted(b1, g)
    if name == "Adamax":
        u = [
            np.max([b2 ** (j - i) * np.abs(g[i]) for i in range(j + 1)], axis=0)
            for j in range(len(g))
        ]
        return w - np.sum(rate / (1 - b1**t) * m / (np.array(u) + epsilon), axis=0)
    v = (1 - b2) * weighted(b2, g**2)
    if name == "Adam":
        v = np.maximum.accumulate(v) if k.get("amsgrad") else v
        m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
        # The paper's epsilon stands beside the corrected root: it is epsilon-hat times a factor.
        return w - np.sum(rate * m_hat / (np.sqrt(v_hat) + epsilon / np.sqrt(1 - b2**t)), axis=0)
    mu = b1 * (1 - 0.5 * 0.96 ** np.arange(1.0, len(g) + 2)).reshape(-1, *[1] * (g.ndim - 1))
    product = np.cumprod(mu, axis=0)
    m_hat = mu[1:] * m / (1 - product[1:]) + (1 - mu[:-1]) * g / (1 - product[:-1])
    return w - np.sum(rate * m_hat / (np.sqrt(v / (1 - b2**t)) + epsilon), axis=0)


@rules
@given(shape=shapes, seed=st.integers(0, 2**32 - 1))
@settings(max_examples=25)
def test_the_formula_of_the_paper(name, kwargs, shape, seed):
    params, grads = problem([shape], "float64", seed)
    ours = run(make(name, learning_rate=0.01, **kwargs), params, grads)["w0"]
    expected = paper(name, params["w0"], np.array([g["w0"] for g in grads]), 0.01, **kwargs)
    np.testing.assert_allclose(ours, expected, rtol=0, atol=1e-10)


def test_nesterov_evaluates_the_gradient_ahead():
    """What is kept is the point ahead of the paper's: theta + mu v, where it takes the gradient."""
    slope, theta, v = np.array([1.0, 20.0]), np.array([3.0, -2.0]), np.zeros(2)
    params, optimizer = {"w": theta.copy()}, optimizers.SGD(0.01, momentum=0.9, nesterov=True)
    for _ in range(STEPS):
        optimizer.update(params, {"w": slope * params["w"]})
        v = 0.9 * v - 0.01 * slope * (theta + 0.9 * v)
        theta = theta + v
        np.testing.assert_allclose(params["w"], theta + 0.9 * v, rtol=0, atol=1e-12)


def test_weight_decay_is_decoupled():
    """It shrinks the weight by the rate alone; an L2 penalty would go through Adam's averages."""
    params = {"w": np.array([2.0])}
    optimizers.Adam(0.1, weight_decay=0.5).update(params, {"w": np.zeros(1)})
    assert params["w"] == 2.0 * (1 - 0.1 * 0.5)
    penalty = regularizers.L2(0.25).gradient(np.array([2.0]))
    params = {"w": np.array([2.0])}
    optimizers.Adam(0.1).update(params, {"w": penalty})
    np.testing.assert_allclose(params["w"], 2.0 - 0.1, atol=1e-6)  # the whole rate, however weak


# ------------------------------------------------------------------------------- mistakes


@each
def test_every_rule_descends(name):
    """D-101, D-102, D-103, D-049, D-050: with a wrong sign, x^2 grows instead. From both sides."""
    x = {"x": np.array([1.0, -1.0])}
    kwargs = {"momentum": 0.9} if name == "SGD" else {}
    optimizer = make(name, learning_rate=0.01, **kwargs)
    for _ in range(200):
        optimizer.update(x, {"x": 2 * x["x"]})
    assert np.abs(x["x"]).max() < 0.9
    np.testing.assert_array_equal(x["x"][0], -x["x"][1])


def test_the_published_signs_diverge():
    """D-101: what the wrong momentum rule (theta - v) does, and that ours does not do it."""
    wrong, v = 1.0, 0.0
    params, optimizer = {"x": np.array(1.0)}, optimizers.SGD(0.01, momentum=0.9)
    for _ in range(200):
        v = 0.9 * v - 0.01 * 2 * wrong
        wrong = wrong - v
        optimizer.update(params, {"x": 2 * params["x"]})
    assert wrong > 1e5
    assert abs(params["x"]) < 1e-3


@pytest.mark.parametrize("name", ["Adagrad", "RMSprop", "Adam", "Adamax", "Nadam"])
def test_rates_adapt_entry_by_entry(name):
    """D-016, D-104: squares are kept per entry, so that scale hardly matters; a norm would."""
    params = {"x": np.zeros(2)}
    kwargs = {"initial_accumulator_value": 0.0} if name == "Adagrad" else {}
    optimizer = make(name, learning_rate=0.01, **kwargs)
    for _ in range(5):
        optimizer.update(params, {"x": np.array([1000.0, 1.0])})
    np.testing.assert_allclose(params["x"][0], params["x"][1], rtol=1e-5)
    assert params["x"][1] < -0.01


@each
def test_a_zero_gradient_is_no_division_by_zero(name):
    """D-102: without epsilon, 0 / 0."""
    kwargs = {"initial_accumulator_value": 0.0} if name == "Adagrad" else {}
    params = {"x": np.ones(3, "float32")}
    optimizer = make(name, **kwargs)
    for _ in range(3):
        optimizer.update(params, {"x": np.zeros(3, "float32")})
    np.testing.assert_array_equal(params["x"], 1)


def test_a_centered_variance_never_goes_below_zero():
    """With the same large gradient again and again, rounding makes v - a^2 negative."""
    params = {"x": np.zeros(50, "float32")}
    grads = {"x": np.linspace(1, 1e4, 50, dtype="float32")}
    optimizer = optimizers.RMSprop(centered=True)
    for _ in range(500):
        optimizer.update(params, grads)
    assert np.isfinite(params["x"]).all()


# -------------------------------------------------------------------------- what it touches


@dtypes
@pytest.mark.parametrize("extra", [{}, *EXTRAS], ids=str)
@each
def test_only_params_change_and_in_place(name, extra, dtype):
    params, (grads, *_) = problem(SHAPES, dtype)
    arrays, before = dict(params), copy.deepcopy(params)
    kept = copy.deepcopy(grads)
    for g in grads.values():
        g.flags.writeable = False
    state = np.random.get_state()[1].copy()  # noqa: NPY002 - the global generator, to be left alone
    optimizer = make(name, **extra)
    for _ in range(2):
        assert optimizer.update(params, grads) is None
    assert list(params) == list(arrays)
    for key, w in params.items():
        assert w is arrays[key]
        assert not w.size or (w != before[key]).any()
        np.testing.assert_array_equal(grads[key], kept[key])
    np.testing.assert_array_equal(np.random.get_state()[1], state)  # noqa: NPY002


@rules
def test_the_same_again(name, kwargs):
    params, grads = problem(SHAPES, "float32")
    one, two = (run(make(name, **kwargs), params, grads) for _ in range(2))
    for key in one:
        np.testing.assert_array_equal(one[key], two[key])


def test_gradients_may_have_another_dtype_or_order():
    params, grads = problem([(5, 7)], "float32")
    loose = [{"w0": np.asfortranarray(g["w0"].astype("float64"))} for g in grads]
    one, two = (run(optimizers.Adam(), params, g) for g in (grads, loose))
    np.testing.assert_array_equal(one["w0"], two["w0"])
    assert two["w0"].dtype == np.float32


# -------------------------------------------------------------------------- chunks and views


@rules
def test_chunks_change_nothing(name, kwargs, monkeypatch):
    """The rule on the whole array, in one piece, gives the same bits."""
    params, grads = problem([(41, 7), (3,)], "float32")
    optimizer = make(name, learning_rate=RATE, weight_decay=0.1, **kwargs)
    monkeypatch.setattr(optimizers, "_CHUNK", 16)
    ours = run(optimizer, params, grads)

    plain = make(name, learning_rate=RATE, **kwargs)
    for key, w in params.items():
        state = {slot: np.full(w.shape, v, w.dtype) for slot, v in plain.slots().items()}
        w = w.copy()
        if hasattr(plain, "_product"):
            plain._product = 1.0
        for t, g in enumerate(grads, start=1):
            plain.begin(t)
            w -= w * (0.1 * RATE)
            plain.step(w, g[key], state, RATE, t)
        np.testing.assert_array_equal(ours[key], w)
        for slot, array in state.items():
            np.testing.assert_array_equal(optimizer.state[key][slot], array)


@rules
def test_one_flat_buffer_gives_the_same_as_its_parts(name, kwargs):
    params, grads = problem([(41, 7), (3,), ()], "float32")
    apart = run(make(name, **kwargs), params, grads)

    def flat(arrays):
        return {("all", 1): np.concatenate([a.ravel() for a in arrays.values()])}

    together = run(make(name, **kwargs), flat(params), [flat(g) for g in grads])
    np.testing.assert_array_equal(together["all", 1], flat(apart)["all", 1])


@pytest.mark.parametrize(
    "view",
    [lambda a: a.T, lambda a: a[:, ::2], lambda a: a[::-1], np.asfortranarray],
    ids=["transposed", "strided", "reversed", "fortran"],
)
@each
def test_params_need_not_be_contiguous(name, view):
    params, grads = problem([(6, 4)], "float64")
    base = params["w0"].copy()
    strange = {"w0": view(base)}
    start = strange["w0"].copy()
    gs = [{"w0": np.ascontiguousarray(view(g["w0"]))} for g in grads]
    expected = run(make(name), {"w0": np.ascontiguousarray(start)}, gs)["w0"]
    optimizer = make(name)
    for g in gs:
        optimizer.update(strange, g)
    np.testing.assert_allclose(strange["w0"], expected, rtol=0, atol=1e-14)


def test_state_has_one_array_a_slot():
    """D-017: plain descent remembers nothing, momentum one array, Adam two."""
    params, (grads, *_) = problem([(2, 3)], "float32")
    for optimizer, n in [
        (optimizers.SGD(), 0),
        (optimizers.SGD(momentum=0.9), 1),
        (optimizers.Adagrad(), 1),
        (optimizers.RMSprop(), 1),
        (optimizers.Adam(), 2),
        (optimizers.Adam(amsgrad=True), 3),
    ]:
        optimizer.update(params, grads)
        assert [a.shape for a in optimizer.state["w0"].values()] == [(2, 3)] * n
        assert all(a.dtype == np.float32 for a in optimizer.state["w0"].values())


def test_keys_may_come_later():
    params, (grads, *_) = problem([(2,), (3,)], "float32")
    optimizer = optimizers.Adam()
    optimizer.update({"w0": params["w0"]}, {"w0": grads["w0"]})
    optimizer.update(params, grads)
    assert set(optimizer.state) == {"w0", "w1"}


# -------------------------------------------------------------------------- the learning rate


def test_the_rate_may_be_set_and_a_schedule_stays():
    optimizer = optimizers.SGD(0.5)
    assert optimizer.learning_rate == optimizer.current_learning_rate == 0.5
    optimizer.learning_rate = 0.25
    params = {"w": np.array([1.0])}
    optimizer.update(params, {"w": np.array([1.0])})
    assert params["w"] == 0.75
    decay = schedules.InverseTimeDecay(1.0, 1, 1.0)
    optimizer = optimizers.SGD(decay)
    assert optimizer.learning_rate is decay
    seen = []
    for _ in range(4):
        seen.append(optimizer.current_learning_rate)
        optimizer.update(params, {"w": np.zeros(1)})
    np.testing.assert_allclose(seen, [1, 1 / 2, 1 / 3, 1 / 4])
    with pytest.raises(ValueError, match="learning_rate follows a schedule"):
        optimizer.learning_rate = 0.1


def test_a_schedule_may_end_at_zero_but_not_below():
    params = {"w": np.array([1.0])}
    optimizers.SGD(lambda step: 0.0).update(params, {"w": np.ones(1)})
    assert params["w"] == 1.0
    with pytest.raises(ValueError, match="schedule's learning rate must be a finite number"):
        optimizers.SGD(lambda step: -0.1).update(params, {"w": np.ones(1)})


# --------------------------------------------------------------------------------- by name


@each
def test_get(keras, name):
    cls = getattr(optimizers, name)
    for identifier in (name, name.lower(), name.upper(), cls):
        assert type(optimizers.get(identifier)) is cls
        if isinstance(identifier, str):
            assert type(keras.optimizers.get(identifier)).__name__ == name
    one = cls()
    assert optimizers.get(one) is one
    assert repr(one).startswith(f"{name}(learning_rate=0.0")


def test_get_none_and_nonsense():
    assert optimizers.get(None) is None
    with pytest.raises(ValueError, match=r"Unknown optimizer 'adaam'. Did you mean 'Adam'\?"):
        optimizers.get("adaam")
    with pytest.raises(ValueError, match="an optimizer or None, got int"):
        optimizers.get(3)


# ------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("name", "kwargs", "message"),
    [
        ("SGD", {"learning_rate": 0}, "learning_rate must be a finite number above 0, got 0"),
        ("SGD", {"learning_rate": -0.1}, "learning_rate must be a finite number above 0, got -0.1"),
        ("SGD", {"learning_rate": "fast"}, "learning_rate must be a number, got 'fast'"),
        ("SGD", {"learning_rate": "0.5"}, "learning_rate must be a number, got '0.5'"),
        ("SGD", {"learning_rate": True}, "learning_rate must be a number, got True"),
        ("SGD", {"learning_rate": np.True_}, "learning_rate must be a number, got np.True_"),
        ("SGD", {"learning_rate": 10**400}, "learning_rate must be a finite number .*, got 1000"),
        ("SGD", {"momentum": 1.0}, "momentum must be at least 0 and below 1, got 1.0"),
        ("SGD", {"momentum": -0.1}, "momentum must be a finite number of at least 0"),
        ("Adam", {"beta_1": 1}, "beta_1 must be at least 0 and below 1"),
        ("Adam", {"beta_2": 1.5}, "beta_2 must be at least 0 and below 1"),
        ("Adam", {"epsilon": 0}, "epsilon must be a finite number above 0"),
        ("Adamax", {"beta_1": float("nan")}, "beta_1 must be a finite number"),
        ("Nadam", {"beta_2": 1}, "beta_2 must be at least 0 and below 1"),
        ("RMSprop", {"rho": 1.0}, "rho must be at least 0 and below 1"),
        ("RMSprop", {"momentum": 2}, "momentum must be at least 0 and below 1"),
        ("Adagrad", {"initial_accumulator_value": -1}, "initial_accumulator_value must be"),
        ("Adagrad", {"weight_decay": -1}, "weight_decay must be a finite number of at least 0"),
        ("Adam", {"clipnorm": 0}, "clipnorm must be a finite number above 0"),
        ("Adam", {"clipvalue": -1}, "clipvalue must be a finite number above 0"),
        ("Adam", {"global_clipnorm": float("inf")}, "global_clipnorm must be a finite number"),
        ("Adam", {"clipnorm": 1, "clipvalue": 1}, "Only one of .* got clipnorm and clipvalue"),
    ],
)
def test_bad_settings(name, kwargs, message):
    with pytest.raises(ValueError, match=message):
        make(name, **kwargs)


F = np.ones(3)
LOCKED = np.ones(3)
LOCKED.flags.writeable = False


@pytest.mark.parametrize(
    ("params", "grads", "message"),
    [
        ([F], [F], "params must be a dict of arrays, got list"),
        ({"w": F}, [F], "grads must be a dict of arrays, got list"),
        ({"w": F, "b": F}, {"w": F}, r"'b' is in params \(shape \(3,\)\), but not in grads"),
        ({"w": F}, {"w": F, "b": F}, r"'b' is in grads \(shape \(3,\)\), but not in params"),
        (
            {"w": F},
            {"w": np.ones((3, 1))},
            r"grads\['w'\] must have the shape of params\['w'\], \(3,\), got \(3, 1\)",
        ),
        ({"w": F}, {"w": np.array([0, np.nan, 1])}, r"grads\['w'\] holds NaN: 1 of 3 .* at \(1,\)"),
        ({"w": F}, {"w": np.array([0, 0, np.inf])}, r"grads\['w'\] holds infinity: 1 of 3"),
        ({"w": F}, {"w": np.array(["a"] * 3)}, r"grads\['w'\] must hold real numbers"),
        ({"w": [1.0]}, {"w": F}, r"params\['w'\] must be a NumPy array of float.* got list"),
        ({"w": np.ones(3, int)}, {"w": F}, r"params\['w'\] must be .* got int64"),
        ({"w": LOCKED}, {"w": F}, r"params\['w'\] must be an array that can be changed"),
    ],
)
def test_bad_updates_change_nothing(params, grads, message):
    optimizer = optimizers.Nadam()
    good = {"first": np.ones(2)}
    if isinstance(params, dict) and isinstance(grads, dict):
        params, grads = good | params, {"first": np.ones(2)} | grads
    with pytest.raises(ValueError, match=message):
        optimizer.update(params, grads)
    np.testing.assert_array_equal(good["first"], 1)
    assert optimizer.iterations == 0
    assert optimizer.state == {}
    assert optimizer._product == 1.0


@pytest.mark.parametrize("other", [np.ones((2, 2)), np.ones(3, "float32")])
def test_state_of_another_model_is_refused(other):
    optimizer = optimizers.Adam()
    optimizer.update({"w": np.ones(3)}, {"w": np.ones(3)})
    message = re.escape("params['w'] must stay as in the update before, shape (3,) of float64")
    with pytest.raises(ValueError, match=message):
        optimizer.update({"w": other}, {"w": np.ones_like(other)})

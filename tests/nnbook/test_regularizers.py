"""nnbook.regularizers, held to Keras's values, TensorFlow's gradients and central differences."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnbook import regularizers
from nnbook.numerical import check_gradient

pytestmark = pytest.mark.filterwarnings("error")

PENALTIES = [
    # Exact in float32: Keras keeps the factors so, even for weights in float64.
    ("L1", {"l1": 0.25}),
    ("L2", {"l2": 0.375}),
    ("L1L2", {"l1": 0.25, "l2": 0.375}),
    ("L1L2", {"l1": 0.125}),
    ("L1L2", {"l2": 0.125}),
    ("L2", {"l2": 0}),
]
penalties = pytest.mark.parametrize(("name", "kwargs"), PENALTIES, ids=str)
TOLERANCE = {"float32": 1e-6, "float64": 1e-10}
dtypes = pytest.mark.parametrize("dtype", TOLERANCE)
shapes = st.lists(st.integers(0, 4), max_size=4).map(tuple)
full_shapes = st.lists(st.integers(1, 4), min_size=1, max_size=4).map(tuple)


def array(shape, seed, dtype="float64"):
    """Numbers at least 0.05 away from 0, where |w| has its kink."""
    rng = np.random.default_rng(seed)
    return np.asarray(rng.choice([-1, 1], shape) * rng.uniform(0.05, 3, shape), dtype)


# ------------------------------------------------------------------------------ penalties


@dtypes
@penalties
@given(shape=shapes, seed=st.integers(0, 2**32 - 1))
@settings(max_examples=25)
def test_values_and_gradients_are_those_of_keras(
    keras, tape_gradient, name, kwargs, dtype, shape, seed
):
    w = array(shape, seed, dtype)
    kept = w.copy()
    ours, twin = getattr(regularizers, name)(**kwargs), getattr(keras.regularizers, name)(**kwargs)
    penalty, gradient = ours(w), ours.gradient(w)
    tolerance = TOLERANCE[dtype]
    assert type(penalty) is float
    np.testing.assert_allclose(penalty, float(twin(keras.ops.convert_to_tensor(w))), 2 * tolerance)
    assert gradient.shape == shape
    assert gradient.dtype == dtype
    np.testing.assert_allclose(gradient, tape_gradient(twin, w), tolerance)
    np.testing.assert_array_equal(w, kept)


@penalties
@given(shape=shapes, seed=st.integers(0, 2**32 - 1))
@settings(max_examples=10)
def test_gradients_are_the_central_differences(name, kwargs, shape, seed):
    penalty, w = getattr(regularizers, name)(**kwargs), array(shape, seed)
    check_gradient(penalty, w, penalty.gradient(w))


@pytest.mark.parametrize("name", ["L1", "L2", "L1L2"])
def test_the_default_factors_are_those_of_keras(keras, name):
    w = np.array([[1.0, -2.0]], "float32")
    ours, twin = getattr(regularizers, name)(), getattr(keras.regularizers, name)()
    np.testing.assert_allclose(ours(w), float(twin(keras.ops.convert_to_tensor(w))), rtol=1e-6)


def test_the_sum_has_no_one_half(tape_gradient):
    """D-021, D-112: lambda times the sum; tf.nn.l2_loss is half of it, a mean something else."""
    import tensorflow as tf

    w = np.array([[3.0, -4.0], [0.0, 1.0]])
    l2, l1 = regularizers.L2(0.1), regularizers.L1(0.1)
    assert l2(w) == pytest.approx(0.1 * 26)
    assert l2(w) == pytest.approx(2 * 0.1 * float(tf.nn.l2_loss(w)))
    assert l1(w) == pytest.approx(0.1 * 8)
    np.testing.assert_allclose(l2.gradient(w), 0.1 * 2 * w)
    np.testing.assert_allclose(l1.gradient(w), [[0.1, -0.1], [0.0, 0.1]])
    both = regularizers.L1L2(0.1, 0.1)
    assert both(w) == pytest.approx(l1(w) + l2(w))


def test_l1_gradient_at_0_is_0(keras, tape_gradient):
    w = np.zeros(3)
    gradient = tape_gradient(keras.regularizers.L1(0.5), w)
    np.testing.assert_array_equal(regularizers.L1(0.5).gradient(w), gradient)


def test_lists_become_float64():
    assert regularizers.L2(1.0)([1, 2]) == 5.0
    assert regularizers.L2(1.0).gradient([1, 2]).dtype == np.float64


# ------------------------------------------------------------------------------- max norm


@dtypes
@given(shape=full_shapes, max_value=st.floats(0, 4), seed=st.integers(0, 2**32 - 1), data=st.data())
@settings(max_examples=50)
def test_max_norm_is_that_of_keras(keras, dtype, shape, max_value, seed, data):
    axis = data.draw(
        st.one_of(
            st.integers(-len(shape), len(shape) - 1),
            st.lists(st.integers(0, len(shape) - 1), unique=True, min_size=1),
        )
    )
    w = array(shape, seed, dtype)
    kept = w.copy()
    ours = regularizers.MaxNorm(max_value, axis)(w)
    twin = keras.constraints.MaxNorm(max_value, axis)(w).numpy()
    assert ours.dtype == dtype
    assert ours.shape == shape
    np.testing.assert_allclose(ours, twin, rtol=TOLERANCE[dtype], atol=TOLERANCE[dtype])
    np.testing.assert_array_equal(w, kept)
    assert ours is not w


def test_max_norm_leaves_the_short_ones():
    """D-054: w r / |w| makes the vector of norm 0.5 longer; only the long one may change."""
    w = np.array([[0.3, 3.0], [0.4, 4.0]])  # norms of the columns: 0.5 and 5
    np.testing.assert_allclose(regularizers.MaxNorm(1.0)(w), [[0.3, 0.6], [0.4, 0.8]], atol=1e-6)
    np.testing.assert_array_equal(regularizers.MaxNorm(1.0)(np.zeros((2, 2))), np.zeros((2, 2)))
    np.testing.assert_allclose(regularizers.MaxNorm(axis=[0, 1])(w / 10), w / 10, rtol=1e-6)


# ------------------------------------------------------------------------------- clipping

groups = st.lists(st.tuples(shapes, st.floats(0.01, 100)), min_size=1, max_size=3)


def gradients(group, seed, dtype):
    return [np.asarray(scale * array(shape, seed, dtype), dtype) for shape, scale in group]


@dtypes
@given(group=groups, limit=st.floats(0.125, 64), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=50)
def test_clipping_is_that_of_tensorflow(dtype, group, limit, seed):
    import tensorflow as tf

    grads = gradients(group, seed, dtype)
    kept = [g.copy() for g in grads]
    limit = float(np.float32(limit))
    together, norm = tf.clip_by_global_norm(grads, limit)
    rtol = max(TOLERANCE[dtype], 1e-10) * 3
    assert regularizers.global_norm(grads) == pytest.approx(float(norm), rel=rtol)
    for ours, twin in [
        (
            regularizers.clip_by_value(grads, limit),
            [tf.clip_by_value(g, -limit, limit) for g in grads],
        ),
        (regularizers.clip_by_norm(grads, limit), [tf.clip_by_norm(g, limit) for g in grads]),
        (regularizers.clip_by_global_norm(grads, limit), together),
    ]:
        for a, b, g in zip(ours, twin, grads, strict=True):
            assert isinstance(a, np.ndarray)
            assert (a.dtype, a.shape) == (g.dtype, g.shape)
            assert not np.shares_memory(a, g)
            np.testing.assert_allclose(a, b.numpy(), rtol=rtol, atol=TOLERANCE[dtype] * 1e-3)
    for g, before in zip(grads, kept, strict=True):
        np.testing.assert_array_equal(g, before)


def test_what_each_clip_keeps():
    """Values change the direction, norms do not; the global norm keeps it for all together."""
    g = np.array([0.9, 100.0])
    np.testing.assert_array_equal(regularizers.clip_by_value(g, 1.0), [0.9, 1.0])
    np.testing.assert_allclose(regularizers.clip_by_norm(g, 1.0), g / np.hypot(*g))
    pair = {"a": np.array([3.0, 0.0]), "b": np.array([0.0, 4.0])}
    assert regularizers.global_norm(pair) == 5.0
    ours = regularizers.clip_by_global_norm(pair, 1.0)
    np.testing.assert_allclose(ours["a"], [0.6, 0])
    np.testing.assert_allclose(ours["b"], [0, 0.8])
    ours = regularizers.clip_by_norm(pair, 3.5)
    np.testing.assert_array_equal(ours["a"], [3, 0])
    np.testing.assert_array_equal(ours["b"], [0, 3.5])


@pytest.mark.parametrize("clip", ["clip_by_value", "clip_by_norm", "clip_by_global_norm"])
def test_the_structure_stays(clip):
    clip = getattr(regularizers, clip)
    g = np.array([1.0, 2.0])
    assert list(clip({"kernel": g, ("b", 1): g}, 9.0)) == ["kernel", ("b", 1)]
    assert isinstance(clip([g, g], 9.0), list)
    assert isinstance(clip((g, g), 9.0), list)
    np.testing.assert_array_equal(clip(g, 9.0), g)
    assert clip([], 9.0) == []
    assert clip({}, 9.0) == {}


@pytest.mark.parametrize(
    ("size", "dtype"),
    [(1e30, "float32"), (1e-30, "float32"), (1e200, "float64"), (1e-200, "float64")],
)
def test_a_norm_does_not_overflow_on_its_way(size, dtype):
    """An exploding gradient is what clipping is for: its square may not be a number any more."""
    g = np.array([3 * size, 4 * size], dtype)
    assert regularizers.global_norm([g]) == pytest.approx(5 * size, rel=1e-6)
    clipped = regularizers.clip_by_norm(g, 1e-3 if size > 1 else 1.0)
    np.testing.assert_allclose(clipped, [6e-4, 8e-4] if size > 1 else g, rtol=1e-6)


# -------------------------------------------------------------------------------- by name


@pytest.mark.parametrize("name", ["L1", "L2", "L1L2", "l1", "l2"])
def test_get(keras, name):
    ours, twin = regularizers.get(name), keras.regularizers.get(name)
    assert type(ours).__name__ == type(twin).__name__
    w = np.array([1.0, -2.0])
    np.testing.assert_allclose(ours(w), float(twin(keras.ops.convert_to_tensor(w))), rtol=1e-6)
    assert regularizers.get(ours) is ours


def test_get_classes_none_and_nonsense():
    assert isinstance(regularizers.get(regularizers.L2), regularizers.L2)
    assert isinstance(regularizers.get("l1l2"), regularizers.L1L2)
    assert regularizers.get(None) is None
    assert regularizers.get_constraint(None) is None
    for identifier in ("MaxNorm", "max_norm", regularizers.MaxNorm, regularizers.MaxNorm()):
        assert isinstance(regularizers.get_constraint(identifier), regularizers.MaxNorm)
    with pytest.raises(ValueError, match=r"Unknown regularizer 'L1L3'. Did you mean 'l1l2'\?"):
        regularizers.get("L1L3")
    with pytest.raises(ValueError, match=r"Unknown constraint 'maxnom'. Did you mean 'MaxNorm'\?"):
        regularizers.get_constraint("maxnom")
    with pytest.raises(ValueError, match="must be a name, a regularizer or None, got MaxNorm"):
        regularizers.get(regularizers.MaxNorm())
    with pytest.raises(ValueError, match="must be a name, a constraint or None, got int"):
        regularizers.get_constraint(3)


# ------------------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: regularizers.L1(-0.1), "l1 must be a finite number of at least 0, got -0.1"),
        (lambda: regularizers.L2(math.inf), "l2 must be a finite number of at least 0, got inf"),
        (lambda: regularizers.L1L2(l2="a"), "l2 must be a number, got 'a'"),
        (lambda: regularizers.L2()(["a"]), "w must hold real numbers"),
        (lambda: regularizers.L1().gradient([1j]), "w must hold real numbers, got complex"),
        (lambda: regularizers.MaxNorm(-1), "max_value must be a finite number of at least 0"),
        (lambda: regularizers.MaxNorm(axis=2)(np.ones((2, 2))), "axis 2 does not exist: w has 2"),
        (lambda: regularizers.MaxNorm(axis=[0, -2])(np.ones((2, 2))), "axis must name each"),
        (lambda: regularizers.clip_by_value([np.ones(2)], 0), "clipvalue must be .* above 0"),
        (lambda: regularizers.clip_by_norm([np.ones(2)], -1), "clipnorm must be .* above 0"),
        (lambda: regularizers.clip_by_global_norm([np.ones(2)], math.nan), "global_clipnorm must"),
        (lambda: regularizers.clip_by_norm({"w": ["a"]}, 1), r"grads\['w'\] must hold real"),
        (lambda: regularizers.clip_by_norm(3.0, 1), "grads must be a dict or a list .* got float"),
    ],
)
def test_bad_input(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_repr_tells_the_settings():
    assert repr(regularizers.L1L2(0.1)) == "L1L2(l1=0.1, l2=0.0)"
    assert repr(regularizers.MaxNorm(3)) == "MaxNorm(max_value=3.0, axis=0)"

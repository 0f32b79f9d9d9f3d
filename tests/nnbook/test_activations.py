"""nnbook.activations, held to Keras, SciPy, TensorFlow's gradients and central differences."""

import math

import numpy as np
import pytest
import scipy.special
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnbook import activations
from nnbook.numerical import numerical_gradient

pytestmark = pytest.mark.filterwarnings("error")

NAMES = [
    "heaviside",
    "sign",
    "sigmoid",
    "tanh",
    "relu",
    "elu",
    "selu",
    "softplus",
    "softmax",
    "linear",
]
ENTRYWISE = [name for name in NAMES if name != "softmax"]

# Every activation that Keras has too, with the arguments worth trying. The slopes are sums of
# powers of 2, because TensorFlow keeps a leaky slope in float32 even for float64 data.
KERAS_CASES = [
    ("sigmoid", {}),
    ("tanh", {}),
    ("softplus", {}),
    ("selu", {}),
    ("linear", {}),
    ("elu", {}),
    ("elu", {"alpha": 0.5}),
    ("elu", {"alpha": 2.5}),
    ("relu", {}),
    ("relu", {"negative_slope": 0.125}),
    ("relu", {"max_value": 6}),
    ("relu", {"max_value": 5.0}),
    ("relu", {"threshold": 1.5}),
    ("relu", {"negative_slope": 0.25, "threshold": 1.5}),
    ("relu", {"negative_slope": 0.25, "max_value": 2.0}),
    ("relu", {"negative_slope": 0.25, "max_value": 4.0, "threshold": 1.0}),
    ("relu", {"max_value": 1.0, "threshold": 2.0}),
]
DTYPES = {"float32": 1e-6, "float64": 1e-10}

cases = pytest.mark.parametrize(
    "name, arguments", KERAS_CASES, ids=[f"{name}-{kwargs}" for name, kwargs in KERAS_CASES]
)
dtypes = pytest.mark.parametrize("dtype", DTYPES)
few = settings(max_examples=25)  # for each of many cases, each with calls of TensorFlow


def call(name, x, **arguments):
    """The activation of that name, with every floating-point alarm an error."""
    with np.errstate(all="raise"):
        return getattr(activations, name)(x, **arguments)


def numbers(dtype, low=-60, high=60):
    """Arrays of 0 to 3 axes. Multiples of 1/8, so that float32 holds them and kinks are hit."""
    entries = st.integers(low * 8, high * 8).map(lambda i: i / 8)
    return hnp.arrays(
        dtype, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4), elements=entries
    )


def rows(dtype):
    """Arrays of 1 to 3 axes, each of 2 or more: Keras warns about a softmax over one class."""
    entries = st.integers(-400, 400).map(lambda i: i / 8)
    return hnp.arrays(
        dtype, hnp.array_shapes(min_dims=1, max_dims=3, min_side=2, max_side=4), elements=entries
    )


def at_kink(x, negative_slope=0.0, max_value=None, threshold=0.0, **_):
    return np.isin(x, [threshold, np.nan if max_value is None else max_value])


# ------------------------------------------------------------------------------------- values


@cases
@dtypes
@few
@given(data=st.data())
def test_equals_keras(keras, name, arguments, dtype, data):
    x = data.draw(numbers(dtype))
    ours = call(name, x, **arguments)
    theirs = np.asarray(getattr(keras.activations, name)(x, **arguments))
    assert ours.dtype == theirs.dtype == dtype and ours.shape == theirs.shape == x.shape
    np.testing.assert_allclose(ours, theirs, rtol=DTYPES[dtype], atol=DTYPES[dtype])


@dtypes
@few
@given(data=st.data())
def test_softmax_equals_keras_and_scipy(keras, dtype, data):
    x = data.draw(rows(dtype))
    axis = data.draw(st.integers(-x.ndim, x.ndim - 1))
    ours = call("softmax", x, axis=axis)
    assert ours.dtype == dtype and ours.shape == x.shape
    tolerance = {"rtol": DTYPES[dtype], "atol": DTYPES[dtype]}
    np.testing.assert_allclose(ours, keras.activations.softmax(x, axis=axis), **tolerance)
    np.testing.assert_allclose(ours, scipy.special.softmax(x, axis=axis), **tolerance)
    np.testing.assert_allclose(ours.sum(axis=axis), 1, rtol=10 * DTYPES[dtype])


@given(x=numbers("float64", -700, 700))
def test_sigmoid_and_softplus_keep_every_digit(x):
    np.testing.assert_allclose(call("sigmoid", x), scipy.special.expit(x), rtol=1e-14)
    # softplus(x) = -ln sigmoid(-x)
    np.testing.assert_allclose(call("softplus", x), -scipy.special.log_expit(-x), rtol=1e-14)
    slope = scipy.special.expit(x) * scipy.special.expit(-x)
    np.testing.assert_allclose(call("sigmoid_derivative", x), slope, rtol=1e-14)


@dtypes
@given(data=st.data())
def test_steps_equal_numpy(dtype, data):
    x = data.draw(numbers(dtype))
    np.testing.assert_array_equal(call("heaviside", x), np.where(x >= 0, 1, 0))
    np.testing.assert_array_equal(call("sign", x), np.sign(x))
    assert call("heaviside", x).dtype == call("sign", x).dtype == dtype


# -------------------------------------------------------------------------------- derivatives


@cases
@dtypes
@few
@given(data=st.data())
def test_derivative_equals_gradient_tape(keras, tape_gradient, name, arguments, dtype, data):
    x = data.draw(numbers(dtype))
    # Keras itself decides differently from case to case exactly at a kink of a relu with a
    # maximum or a threshold; those points have tests of their own below.
    if name == "relu" and set(arguments) - {"negative_slope"}:
        x = np.where(at_kink(x, **arguments), x + 0.25, x).astype(dtype)
    ours = call(f"{name}_derivative", x, **arguments)
    theirs = tape_gradient(lambda t: getattr(keras.activations, name)(t, **arguments), x)
    assert ours.dtype == dtype and ours.shape == x.shape
    np.testing.assert_allclose(ours, theirs, rtol=DTYPES[dtype], atol=DTYPES[dtype])


@cases
@few
@given(x=numbers("float64", -20, 20))
def test_derivative_equals_central_difference(name, arguments, x):
    x = np.where(at_kink(x, **arguments) | (x == 0), x + 0.25, x)
    slopes = numerical_gradient(lambda t: call(name, t, **arguments).sum(), x)
    ours = call(f"{name}_derivative", x, **arguments)
    np.testing.assert_allclose(ours, slopes, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("name", ["heaviside", "sign"])
@given(x=numbers("float64"))
def test_steps_are_flat(name, x):
    assert not call(f"{name}_derivative", x).any()
    x = np.where(x == 0, 0.25, x)
    np.testing.assert_array_equal(numerical_gradient(lambda t: call(name, t).sum(), x), 0)


@dtypes
@few
@given(data=st.data())
def test_softmax_jacobian_equals_gradient_tape(keras, dtype, data):
    import tensorflow as tf

    x = data.draw(rows(dtype))
    axis = data.draw(st.integers(-x.ndim, x.ndim - 1))
    ours = call("softmax_derivative", x, axis=axis)
    k = x.shape[axis]
    last = np.moveaxis(x, axis, -1)
    assert ours.dtype == dtype and ours.shape == (*last.shape, k)

    flat = tf.constant(last.reshape(-1, k))
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(flat)
        y = keras.activations.softmax(flat)
    # experimental_use_pfor=False: the vectorized version builds a graph for each new shape.
    theirs = tape.batch_jacobian(y, flat, experimental_use_pfor=False).numpy()
    np.testing.assert_allclose(ours.reshape(theirs.shape), theirs, rtol=1e-5, atol=DTYPES[dtype])


def test_softmax_jacobian_equals_central_differences():
    x = np.random.default_rng(0).normal(size=(3, 4))
    ours = call("softmax_derivative", x)
    for n in range(3):
        for i in range(4):
            row = numerical_gradient(lambda t, i=i: call("softmax", t)[i], x[n])
            np.testing.assert_allclose(ours[n, i], row, atol=1e-9)
    np.testing.assert_allclose(ours.sum(axis=-1), 0, atol=1e-15)
    np.testing.assert_array_equal(ours, ours.swapaxes(-1, -2))


def test_derivatives_at_the_kinks():
    assert activations.relu_derivative(0.0) == 0
    assert activations.relu_derivative(0.0, negative_slope=0.1) == 0.1
    assert activations.relu_derivative(5.0, max_value=5) == 1
    assert activations.relu_derivative(1.0, threshold=1) == 0
    assert activations.relu_derivative(1.0, threshold=1, negative_slope=0.1) == 0.1
    assert activations.elu_derivative(0.0, alpha=0.5) == 0.5
    assert activations.selu_derivative(0.0) == activations.SELU_SCALE
    assert activations.heaviside_derivative(0.0) == activations.sign_derivative(0.0) == 0


def test_the_kinks_where_keras_differs_are_the_documented_ones(keras, tape_gradient):
    def theirs(x, **arguments):
        return tape_gradient(lambda t: keras.activations.relu(t, **arguments), np.float64(x))

    assert theirs(5.0, max_value=5) == 1 and theirs(1.0, threshold=1) == 0
    assert theirs(6.0, max_value=6) == 0 and activations.relu_derivative(6.0, max_value=6) == 1
    assert theirs(1.0, threshold=1, negative_slope=0.1) == 0
    assert theirs(0.0, max_value=5, negative_slope=0.1) == 0


# ------------------------------------------------------------------------------------ extremes


@dtypes
def test_extremes(dtype):
    def equal(name, x, expected, **arguments):
        result = call(name, np.array(x, dtype), **arguments)
        assert result.dtype == dtype
        np.testing.assert_allclose(result, np.array(expected, dtype), rtol=1e-6, err_msg=name)

    inf, nan = math.inf, math.nan
    ends = [-inf, -1000, 1000, inf, nan]
    equal("sigmoid", ends, [0, 0, 1, 1, nan])
    equal("sigmoid_derivative", ends, [0, 0, 0, 0, nan])
    equal("tanh", ends, [-1, -1, 1, 1, nan])
    equal("tanh_derivative", ends, [0, 0, 0, 0, nan])
    equal("softplus", ends, [0, 0, 1000, inf, nan])
    equal("softplus_derivative", ends, [0, 0, 1, 1, nan])
    equal("relu", ends, [0, 0, 1000, inf, nan])
    equal("relu", ends, [-inf, -10, 6, 6, nan], negative_slope=0.01, max_value=6)
    equal("relu_derivative", ends, [0, 0, 1, 1, nan])
    equal("elu", ends, [-1, -1, 1000, inf, nan])
    equal("elu_derivative", ends, [0, 0, 1, 1, nan])
    scale, floor = activations.SELU_SCALE, -activations.SELU_SCALE * activations.SELU_ALPHA
    equal("selu", ends, [floor, floor, 1000 * scale, inf, nan])
    equal("selu_derivative", ends, [0, 0, scale, scale, nan])
    equal("linear", ends, ends)
    equal("linear_derivative", ends, [1, 1, 1, 1, nan])
    equal("heaviside", ends, [0, 0, 1, 1, nan])
    equal("sign", ends, [-1, -1, 1, 1, nan])
    equal("heaviside_derivative", ends, [0, 0, 0, 0, nan])
    equal("sign_derivative", ends, [0, 0, 0, 0, nan])
    equal("softmax", [[1000, 0], [-inf, 0], [1e30, -1e30]], [[1, 0], [0, 1], [1, 0]])
    equal("softmax", [[inf, 0], [nan, 0], [-inf, -inf]], np.full((3, 2), nan))
    equal("softmax_derivative", [1000, 0], np.zeros((2, 2)))
    equal("softmax_derivative", [nan, 0], np.full((2, 2), nan))


@pytest.mark.parametrize("name", ENTRYWISE[2:])
def test_infinities_and_nan_equal_keras(keras, name):
    x = np.array([-math.inf, -1000, 1000, math.inf, math.nan])
    np.testing.assert_allclose(call(name, x), getattr(keras.activations, name)(x), rtol=1e-10)


def test_one_class_is_certain():
    np.testing.assert_array_equal(call("softmax", [[3.0], [-1000.0]]), [[1], [1]])


def test_huge_logits_do_not_overflow():
    np.testing.assert_array_equal(call("softmax", [1.7e308, -1.7e308]), [1, 0])


# ------------------------------------------------------------------- dtypes, shapes, arguments


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", ["", "_derivative"])
def test_dtypes_shapes_and_no_mutation(name, suffix):
    for given_dtype, expected in [
        ("float16", "float32"),
        ("float32", "float32"),
        ("float64", "float64"),
        ("int64", "float64"),
        ("uint8", "float64"),
        ("bool", "float64"),
    ]:
        x = np.array([[0, 1, 1], [1, 0, 1]], given_dtype)
        before = x.copy()
        y = call(name + suffix, x)
        assert y.dtype == expected
        assert y.shape == ((2, 3, 3) if name + suffix == "softmax_derivative" else (2, 3))
        np.testing.assert_array_equal(x, before)
        assert not np.shares_memory(x, y)
    assert call(name + suffix, [1, 2]).dtype == "float64"


@pytest.mark.parametrize("name", ENTRYWISE)
@pytest.mark.parametrize("suffix", ["", "_derivative"])
def test_one_number_in_one_number_out(name, suffix):
    for x in (2, 2.0, np.float32(2), np.array(2.0)):
        y = call(name + suffix, x)
        assert np.isscalar(y) and isinstance(y, np.floating)
        assert y.dtype == (np.float32 if isinstance(x, np.float32) else np.float64)


def test_a_float64_setting_does_not_widen_float32():
    x = np.ones(2, np.float32)
    assert activations.elu(-x, alpha=np.float64(0.5)).dtype == np.float32
    assert activations.relu(-x, negative_slope=np.float64(0.5)).dtype == np.float32


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", ["", "_derivative"])
@pytest.mark.parametrize(
    "x, came",
    [
        ("one", "<U3"),
        ([1j], "complex128"),
        (None, "NoneType"),
        ([1, None], "NoneType"),
        ([[1, 2], [3]], "equal length"),
    ],
)
def test_bad_input_is_named(name, suffix, x, came):
    with pytest.raises(ValueError, match=rf"^x must .*{came}"):
        call(name + suffix, x)


@pytest.mark.parametrize("function", [activations.softmax, activations.softmax_derivative])
def test_softmax_needs_its_axis(function):
    with pytest.raises(ValueError, match="x must have an axis of classes, got a single number"):
        function(1.0)
    with pytest.raises(ValueError, match=r"axis 2 does not exist: x has 2 axes"):
        function(np.ones((2, 3)), axis=2)
    with pytest.raises(ValueError, match="axis must be an integer, got 1.0"):
        function(np.ones((2, 3)), axis=1.0)
    with pytest.raises(ValueError, match=r"at least one class, got shape \(3, 0\)"):
        function(np.ones((3, 0)))
    assert function(np.ones((0, 3))).shape[:2] == (0, 3)


@pytest.mark.parametrize("name", ["relu", "relu_derivative"])
@pytest.mark.parametrize("argument", ["negative_slope", "max_value", "threshold"])
@pytest.mark.parametrize("value", [-1, math.nan, math.inf, "a"])
def test_relu_arguments_are_checked(name, argument, value):
    with pytest.raises(ValueError, match=f"{argument} must be a .*number.*, got {value!r}"):
        call(name, [1.0], **{argument: value})


@pytest.mark.parametrize("name", ["elu", "elu_derivative"])
def test_elu_alpha_is_checked(name):
    with pytest.raises(ValueError, match="alpha must be a number, got 'a'"):
        call(name, [1.0], alpha="a")
    with pytest.raises(ValueError, match="alpha must be a finite number, got nan"):
        call(name, [1.0], alpha=math.nan)


# ------------------------------------------------------------------------------------- by name


@pytest.mark.parametrize("name", NAMES)
def test_get_by_name(keras, name):
    assert activations.get(name) is getattr(activations, name)
    if hasattr(keras.activations, name):
        assert keras.activations.get(name).__name__ == name


def test_get_passes_functions_and_takes_none_for_linear(keras):
    assert activations.get(None) is activations.linear
    assert keras.activations.get(None) is keras.activations.linear
    assert activations.get(math.cos) is math.cos


def test_get_names_the_nearest():
    with pytest.raises(ValueError, match="Unknown activation 'sigmiod'. Did you mean 'sigmoid'?"):
        activations.get("sigmiod")
    with pytest.raises(ValueError, match="Unknown activation 'ReLU'. Did you mean 'relu'?"):
        activations.get("ReLU")
    with pytest.raises(ValueError, match=r"Unknown activation 'xyzzy'\. Known: elu, .*tanh\.$"):
        activations.get("xyzzy")
    with pytest.raises(ValueError, match="identifier must be a name, a function or None, got int"):
        activations.get(3)

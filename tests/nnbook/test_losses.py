"""nnbook.losses, held to Keras's values and gradients and to central differences."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnbook import losses
from nnbook.numerical import check_gradient

pytestmark = pytest.mark.filterwarnings("error")

# class, function, settings, what y_true and y_pred hold
CASES = [
    ("MeanSquaredError", "mean_squared_error", {}, "numbers"),
    ("MeanAbsoluteError", "mean_absolute_error", {}, "numbers"),
    ("Huber", "huber", {}, "numbers"),
    ("Huber", "huber", {"delta": 0.5}, "numbers"),
    ("BinaryCrossentropy", "binary_crossentropy", {}, "binary"),
    ("BinaryCrossentropy", "binary_crossentropy", {"from_logits": True}, "binary"),
    ("CategoricalCrossentropy", "categorical_crossentropy", {}, "one-hot"),
    ("CategoricalCrossentropy", "categorical_crossentropy", {"from_logits": True}, "one-hot"),
    ("SparseCategoricalCrossentropy", "sparse_categorical_crossentropy", {}, "index"),
    (
        "SparseCategoricalCrossentropy",
        "sparse_categorical_crossentropy",
        {"from_logits": True},
        "index",
    ),
]
CROSSENTROPIES = CASES[4:]
TOLERANCE = {"float32": 2e-6, "float64": 1e-10}

ids = [f"{name}-{kwargs}" for _, name, kwargs, _ in CASES]
cases = pytest.mark.parametrize("cls, function, kwargs, kind", CASES, ids=ids)
dtypes = pytest.mark.parametrize("dtype", TOLERANCE)
few = settings(max_examples=25)  # for each of many cases, each with calls of TensorFlow


def call(loss, y_true, y_pred, **kwargs):
    """The loss of that name (or that function), with every floating-point alarm an error."""
    loss = getattr(losses, loss) if isinstance(loss, str) else loss
    with np.errstate(all="raise"):
        return loss(y_true, y_pred, **kwargs)


def batch(kind, kwargs, shape, seed, dtype="float64", distribution=False):
    """Random y_true and y_pred for one kind of loss."""
    rng = np.random.default_rng(seed)
    from_logits = kwargs.get("from_logits", False)
    if kind == "numbers":
        # Errors stay 0.05 away from 0, 0.5 and 1, where MAE and Huber change their formula.
        errors = rng.choice([-1, 1], shape) * rng.choice([0.25, 0.75, 3], shape)
        y_true = rng.normal(size=shape)
        y_pred = y_true + errors + rng.uniform(-0.15, 0.15, shape)
    else:
        logits = rng.normal(scale=3, size=shape)
        if kind == "binary":
            y_true = rng.integers(0, 2, shape).astype(float)
            y_pred = logits if from_logits else rng.uniform(0.01, 0.99, shape)
        else:
            index = rng.integers(0, shape[-1], shape[:-1])
            y_true = index if kind == "index" else np.eye(shape[-1])[index]
            if distribution:
                y_true = rng.dirichlet(np.ones(shape[-1]), shape[:-1])
            # Not normalized on purpose: Keras divides by the sum.
            y_pred = logits if from_logits else rng.uniform(0.05, 0.95, shape)
    if kind != "index":
        y_true = y_true.astype(dtype)
    return y_true, y_pred.astype(dtype)


shapes = st.lists(st.integers(1, 4), min_size=1, max_size=2).flatmap(
    lambda front: st.integers(2, 5).map(lambda k: (*front, k))
)
seeds = st.integers(0, 2**32 - 1)


# ---------------------------------------------------------------------------- held to Keras


@cases
@dtypes
@few
@given(shape=shapes, seed=seeds)
def test_function_equals_keras(keras, cls, function, kwargs, kind, dtype, shape, seed):
    y_true, y_pred = batch(kind, kwargs, shape, seed, dtype)
    ours = call(function, y_true, y_pred, **kwargs)
    theirs = getattr(keras.losses, function)(y_true, y_pred, **kwargs).numpy()
    assert ours.dtype == theirs.dtype == dtype and ours.shape == theirs.shape == shape[:-1]
    np.testing.assert_allclose(ours, theirs, rtol=TOLERANCE[dtype], atol=TOLERANCE[dtype])


@cases
@dtypes
@few
@given(shape=shapes, seed=seeds)
def test_class_and_gradient_equal_keras(
    keras, tape_gradient, cls, function, kwargs, kind, dtype, shape, seed
):
    y_true, y_pred = batch(kind, kwargs, shape, seed, dtype)
    ours = getattr(losses, cls)(**kwargs)
    theirs = getattr(keras.losses, cls)(**kwargs, dtype=dtype)
    value = call(ours, y_true, y_pred)
    assert isinstance(value, float)
    np.testing.assert_allclose(value, float(theirs(y_true, y_pred)), rtol=5 * TOLERANCE[dtype])

    gradient = call(ours.gradient, y_true, y_pred)
    assert gradient.dtype == dtype and gradient.shape == y_pred.shape
    np.testing.assert_allclose(
        gradient,
        tape_gradient(lambda p: theirs(y_true, p), y_pred),
        rtol=5 * TOLERANCE[dtype],
        atol=TOLERANCE[dtype],
    )


@cases
@given(shape=shapes, seed=seeds)
def test_gradient_equals_central_differences(cls, function, kwargs, kind, shape, seed):
    y_true, y_pred = batch(kind, kwargs, shape, seed)
    loss = getattr(losses, cls)(**kwargs)
    check_gradient(lambda p: loss(y_true, p), y_pred, loss.gradient(y_true, y_pred), atol=1e-7)


@cases
@dtypes
@pytest.mark.parametrize("shape", [(1, 1), (5, 4), (3, 2, 4)])
def test_value_and_gradient_together_are_the_two_apart(cls, function, kwargs, kind, dtype, shape):
    loss = getattr(losses, cls)(**kwargs)
    y_true, y_pred = batch(kind, kwargs, shape, 0, dtype)
    value, gradient = call(loss.value_and_gradient, y_true, y_pred)
    tolerance = TOLERANCE[dtype]
    assert isinstance(value, float)
    assert value == pytest.approx(loss(y_true, y_pred), rel=tolerance, abs=tolerance)
    expected = loss.gradient(y_true, y_pred)
    assert gradient.dtype == expected.dtype
    np.testing.assert_allclose(gradient, expected, rtol=tolerance, atol=tolerance)


@cases
def test_one_vector_is_one_sample(keras, cls, function, kwargs, kind):
    y_true, y_pred = batch(kind, kwargs, (4,), seed=0)
    ours, theirs = getattr(losses, cls)(**kwargs), getattr(keras.losses, cls)(**kwargs)
    assert call(function, y_true, y_pred, **kwargs).shape == ()
    assert ours(y_true, y_pred) == pytest.approx(float(theirs(y_true, y_pred)), rel=1e-6)
    check_gradient(lambda p: ours(y_true, p), y_pred, ours.gradient(y_true, y_pred))


@pytest.mark.parametrize("from_logits", [False, True])
def test_labels_may_be_probabilities(keras, from_logits):
    kwargs = {"from_logits": from_logits}
    y_true, y_pred = batch("one-hot", kwargs, (5, 3), seed=1, distribution=True)
    for cls in ("CategoricalCrossentropy", "BinaryCrossentropy"):
        ours = getattr(losses, cls)(**kwargs)
        theirs = getattr(keras.losses, cls)(**kwargs, dtype="float64")
        assert ours(y_true, y_pred) == pytest.approx(float(theirs(y_true, y_pred)), rel=1e-10)
        check_gradient(lambda p, loss=ours: loss(y_true, p), y_pred, ours.gradient(y_true, y_pred))


@pytest.mark.parametrize("from_logits", [False, True])
def test_the_class_axis_may_stand_elsewhere(keras, from_logits):
    kwargs = {"from_logits": from_logits}
    one_hot, y_pred = batch("one-hot", kwargs, (2, 5, 3), seed=2)
    moved = np.moveaxis(one_hot, -1, 1), np.moveaxis(y_pred, -1, 1)
    index = one_hot.argmax(axis=-1)

    dense = losses.categorical_crossentropy(*moved, **kwargs, axis=1)
    np.testing.assert_allclose(
        dense, keras.losses.categorical_crossentropy(*moved, **kwargs, axis=1), rtol=1e-10
    )
    sparse = losses.sparse_categorical_crossentropy(index, moved[1], **kwargs, axis=1)
    np.testing.assert_allclose(
        sparse, losses.sparse_categorical_crossentropy(index, y_pred, **kwargs), rtol=1e-12
    )
    for cls, y_true in (
        ("CategoricalCrossentropy", (one_hot, moved[0])),
        ("SparseCategoricalCrossentropy", (index, index)),
    ):
        last, first = getattr(losses, cls)(**kwargs), getattr(losses, cls)(**kwargs, axis=1)
        assert last(y_true[0], y_pred) == pytest.approx(first(y_true[1], moved[1]), rel=1e-12)
        np.testing.assert_allclose(
            np.moveaxis(first.gradient(y_true[1], moved[1]), 1, -1),
            last.gradient(y_true[0], y_pred),
            rtol=1e-12,
            atol=1e-15,
        )


def test_index_labels_in_a_column_are_taken_as_keras_takes_them(keras):
    y_true, y_pred = np.array([[0], [2]]), np.array([[0.5, 0.2, 0.3], [0.1, 0.1, 0.8]])
    ours = losses.sparse_categorical_crossentropy(y_true, y_pred)
    theirs = keras.losses.sparse_categorical_crossentropy(y_true, y_pred)
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)
    np.testing.assert_allclose(losses.sparse_categorical_crossentropy([0.0, 2.0], y_pred), ours)


# ------------------------------------------------------------------------- kinks and extremes


def test_kinks_as_in_keras(keras, tape_gradient):
    y_true = np.zeros((1, 5))
    y_pred = np.array([[-1.0, -0.0, 0.0, 1.0, 2.0]])
    for name in ("MeanAbsoluteError", "Huber"):
        ours, theirs = getattr(losses, name)(), getattr(keras.losses, name)(dtype="float64")
        np.testing.assert_array_equal(
            ours.gradient(y_true, y_pred), tape_gradient(lambda p, f=theirs: f(y_true, p), y_pred)
        )
    assert losses.huber([0.0], [1.0]) == 0.5


@dtypes
@pytest.mark.parametrize("cls, function, kwargs, kind", [c for c in CROSSENTROPIES if not c[2]])
def test_exact_0_and_1_are_finite_and_equal_keras(
    keras, tape_gradient, cls, function, kwargs, kind, dtype
):
    # Right and sure, wrong and sure, just inside and just outside the clipping.
    y_pred = np.array([[1, 0], [0, 1], [1 - 2e-7, 2e-7], [5e-8, 1 - 5e-8]], dtype)
    y_true = np.zeros(4, int) if kind == "index" else np.array([[1, 0]] * 4, dtype)
    ours = call(function, y_true, y_pred)
    assert np.isfinite(ours).all()
    np.testing.assert_allclose(
        ours, getattr(keras.losses, function)(y_true, y_pred), rtol=2e-6, atol=1e-7
    )
    # Float32 has no 1 - 1e-7: the nearest is 1 - 1.2e-7, for Keras as for us.
    np.testing.assert_allclose(ours[1], -math.log(1e-7), rtol=1e-2 if dtype == "float32" else 1e-6)

    loss, twin = getattr(losses, cls)(), getattr(keras.losses, cls)(dtype=dtype)
    gradient = call(loss.gradient, y_true, y_pred)
    theirs = tape_gradient(lambda p: twin(y_true, p), y_pred)
    np.testing.assert_allclose(gradient, theirs, rtol=1e-5, atol=1e-6 * np.abs(theirs).max())
    np.testing.assert_array_equal(gradient[:2], 0)


@pytest.mark.parametrize("cls, function, kwargs, kind", [c for c in CROSSENTROPIES if c[2]])
@dtypes
def test_huge_logits(keras, tape_gradient, cls, function, kwargs, kind, dtype):
    y_pred = np.array([[1000, -1000], [-1000, 1000], [40, -40]], dtype)
    y_true = np.zeros(3, int) if kind == "index" else np.array([[1, 0]] * 3, dtype)
    ours = call(function, y_true, y_pred, **kwargs)
    np.testing.assert_allclose(ours[:2], [0, 1000 if kind == "binary" else 2000])
    theirs = getattr(keras.losses, function)(y_true, y_pred, **kwargs)
    np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=1e-30)
    loss, twin = getattr(losses, cls)(**kwargs), getattr(keras.losses, cls)(**kwargs, dtype=dtype)
    np.testing.assert_allclose(
        call(loss.gradient, y_true, y_pred),
        tape_gradient(lambda p: twin(y_true, p), y_pred),
        rtol=1e-6,
        atol=1e-15,
    )


def test_logits_keep_the_digits_that_probabilities_lose():
    # -ln sigmoid(40) = ln(1 + e^-40); as a probability, sigmoid(40) is 1 and the clip decides.
    np.testing.assert_allclose(
        losses.binary_crossentropy([1.0], [40.0], from_logits=True), math.exp(-40), rtol=1e-12
    )


def test_a_diverging_regression_has_an_infinite_loss():
    for function, expected in [
        ("mean_squared_error", math.inf),
        ("huber", 1e200),
        ("mean_absolute_error", 1e200),
    ]:
        assert call(function, [0.0], [1e200]) == pytest.approx(expected)
        assert call(function, [0.0], [math.inf]) == math.inf
    assert losses.Huber().gradient([0.0], [math.inf]) == 1


# ------------------------------------------------------------------------------- worked numbers


def test_worked_numbers():
    assert losses.mean_squared_error([[0, 1]], [[1, 4]]) == 5
    assert losses.mean_absolute_error([[0, 1]], [[1, 4]]) == 2
    assert losses.huber([[0, 0]], [[0.5, 3]]) == (0.125 + 2.5) / 2
    np.testing.assert_allclose(losses.binary_crossentropy([[1, 0]], [[0.5, 0.5]]), math.log(2))
    np.testing.assert_allclose(
        losses.categorical_crossentropy([[0, 1, 0]], [[0.25, 0.25, 0.5]]), math.log(4)
    )
    np.testing.assert_allclose(
        losses.sparse_categorical_crossentropy([1], [[0, 0, 0]], from_logits=True), math.log(3)
    )
    np.testing.assert_allclose(losses.MeanSquaredError().gradient([[0, 1]], [[1, 4]]), [[1, 3]])


# ------------------------------------------------------------------- dtypes, shapes, arguments


@cases
def test_dtype_follows_y_pred_and_nothing_is_changed(cls, function, kwargs, kind):
    y_true, y_pred = batch(kind, kwargs, (3, 2), seed=3)
    for dtype in ("float32", "float64"):
        true, pred = y_true.copy(), y_pred.astype(dtype)
        before = pred.copy()
        loss = getattr(losses, cls)(**kwargs)
        assert call(function, true, pred, **kwargs).dtype == dtype
        assert loss.gradient(true, pred).dtype == dtype
        np.testing.assert_array_equal(true, y_true)
        np.testing.assert_array_equal(pred, before)
    lists = y_true.tolist(), y_pred.tolist()
    assert call(function, *lists, **kwargs).dtype == "float64"


@cases
def test_an_empty_batch(cls, function, kwargs, kind):
    y_true, y_pred = batch(kind, kwargs, (3, 2), seed=3)
    loss = getattr(losses, cls)(**kwargs)
    assert call(function, y_true[:0], y_pred[:0], **kwargs).shape == (0,)
    with pytest.raises(ValueError, match=r"at least one sample, got shape \(0, 2\)"):
        loss(y_true[:0], y_pred[:0])
    with pytest.raises(ValueError, match=r"y_pred must have at least one .*\(3, 0\)"):
        call(function, y_true if kind == "index" else y_true[:, :0], y_pred[:, :0], **kwargs)


@cases
def test_bad_arrays_are_named(cls, function, kwargs, kind):
    y_true, y_pred = batch(kind, kwargs, (3, 2), seed=3)
    loss = getattr(losses, cls)(**kwargs)
    broken = y_pred.copy()
    broken[1, 0] = np.nan
    for f in (loss, loss.gradient, lambda t, p: call(function, t, p, **kwargs)):
        with pytest.raises(ValueError, match=r"y_pred holds NaN: 1 of 6 entries, .* at \(1, 0\)"):
            f(y_true, broken)
        with pytest.raises(ValueError, match="y_true holds NaN"):
            f(np.full(np.shape(y_true), np.nan), y_pred)
        with pytest.raises(ValueError, match="y_pred must hold real numbers, got <U1"):
            f(y_true, np.full(y_pred.shape, "a"))
        with pytest.raises(ValueError, match="y_pred must have at least one axis"):
            f(1.0, 1.0)
        with pytest.raises(ValueError) as error:
            f(y_true[:2], y_pred)
        assert str(y_true[:2].shape) in str(error.value) and "(3, 2)" in str(error.value)


def test_a_column_is_never_stretched_over_a_vector():
    with pytest.raises(ValueError, match=r"same shape, got \(3,\) and \(3, 1\)"):
        losses.mean_squared_error(np.zeros(3), np.zeros((3, 1)))


@pytest.mark.parametrize("cls, function, kwargs, kind", CROSSENTROPIES)
def test_infinite_logits_and_probabilities_are_refused(cls, function, kwargs, kind):
    y_true, y_pred = batch(kind, kwargs, (3, 2), seed=3)
    y_pred[2, 1] = np.inf
    with pytest.raises(ValueError, match=r"y_pred holds infinite values .*first at \(2, 1\)"):
        call(function, y_true, y_pred, **kwargs)


@pytest.mark.parametrize("cls, function, kwargs, kind", [c for c in CROSSENTROPIES if not c[2]])
@pytest.mark.parametrize("value", [-0.1, 1.1])
def test_probabilities_stay_within_0_and_1(cls, function, kwargs, kind, value):
    y_true, y_pred = batch(kind, kwargs, (3, 2), seed=3)
    y_pred[0, 0] = value
    message = rf"y_pred must hold probabilities .*from_logits=True\) between 0 and 1.*{value}"
    for f in (getattr(losses, function), getattr(losses, cls)().gradient):
        with pytest.raises(ValueError, match=message):
            f(y_true, y_pred)


def test_a_rounding_error_above_1_is_no_wrong_probability():
    almost = np.array([[1 + 1.2e-7, 0.0]], np.float32)
    np.testing.assert_allclose(losses.categorical_crossentropy([[1, 0]], almost), 0, atol=2e-7)


def test_wrong_labels_are_refused():
    p = np.array([[0.2, 0.8], [0.5, 0.5]])
    with pytest.raises(ValueError, match="y_true must hold labels between 0 and 1, got .* -1 to 1"):
        losses.binary_crossentropy([[-1, 1], [1, 1]], p)
    with pytest.raises(ValueError, match=r"y_true must sum to 1 along axis 1 .*from 0 to 2"):
        losses.categorical_crossentropy([[0, 0], [1, 1]], p)
    with pytest.raises(ValueError, match="class indices from 0 to 1, got values from 0 to 2"):
        losses.sparse_categorical_crossentropy([0, 2], p)
    with pytest.raises(ValueError, match="class indices from 0 to 1, got values from -1 to 0"):
        losses.sparse_categorical_crossentropy([0, -1], p)
    with pytest.raises(ValueError, match="from 0 to 0.5 with fractions"):
        losses.sparse_categorical_crossentropy([0, 0.5], p)
    with pytest.raises(ValueError, match=r"class axis, \(2,\) for y_pred \(2, 2\), got \(2, 2\)"):
        losses.sparse_categorical_crossentropy([[0, 1], [1, 0]], p)


def test_a_row_of_zeros_has_no_class():
    with pytest.raises(ValueError, match="y_pred must not sum to 0 along axis 1"):
        losses.categorical_crossentropy([[1, 0]], [[0.0, 0.0]])


@pytest.mark.parametrize("delta", [0, -1, math.nan, "a"])
def test_delta_is_checked(delta):
    with pytest.raises(ValueError, match=f"delta must be a .*number.*, got {delta!r}"):
        losses.Huber(delta)
    with pytest.raises(ValueError, match="delta must be"):
        losses.huber([0.0], [1.0], delta)


def test_axis_is_checked():
    with pytest.raises(ValueError, match="axis 2 does not exist: y_pred has 2 axes"):
        losses.categorical_crossentropy([[1, 0]], [[0.5, 0.5]], axis=2)


# ------------------------------------------------------------------------------------- by name


@pytest.mark.parametrize("name", sorted({name for case in CASES for name in case[:2]}))
def test_get_by_name(keras, name):
    ours, theirs = losses.get(name), keras.losses.get(name)
    assert isinstance(ours, losses.Loss) == isinstance(theirs, keras.losses.Loss)
    y_true, y_pred = np.array([[1.0, 0.0]]), np.array([[0.75, 0.25]])
    y_true = np.array([0]) if "parse" in name else y_true
    np.testing.assert_allclose(ours(y_true, y_pred), theirs(y_true, y_pred), rtol=1e-6)


@pytest.mark.parametrize("alias", ["mse", "MSE", "mae", "MAE", "bce", "BCE"])
def test_aliases_are_those_of_keras(keras, alias):
    assert losses.get(alias).__name__ == keras.losses.get(alias).__name__


def test_get_passes_losses_through():
    assert losses.get(None) is None
    assert losses.get(losses.huber) is losses.huber
    assert isinstance(losses.get(losses.Huber), losses.Huber)
    loss = losses.Huber(delta=2.0)
    assert losses.get(loss) is loss
    assert repr(loss) == "Huber(delta=2.0)"


def test_get_names_the_nearest():
    with pytest.raises(ValueError, match="'mean_square_error'. Did you mean 'mean_squared_error'"):
        losses.get("mean_square_error")
    with pytest.raises(ValueError, match="identifier must be a name, a loss or None, got float"):
        losses.get(1.5)


def test_epsilon_is_that_of_keras(keras):
    assert keras.config.epsilon() == losses.EPSILON

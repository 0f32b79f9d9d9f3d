"""Scalers, one-hot labels and splits, held to scikit-learn and Keras."""

import math

import numpy as np
import pytest
import sklearn.model_selection
import sklearn.preprocessing
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnbook.preprocessing import (
    MinMaxScaler,
    StandardScaler,
    to_categorical,
    train_test_split,
    train_validation_test_split,
)

SCALERS = [StandardScaler, MinMaxScaler]

# Steps of 1/8 are exact in float32: a column is either constant or clearly not.
tables = hnp.arrays(
    np.float64,
    st.tuples(st.integers(1, 12), st.integers(1, 4)),
    elements=st.integers(-8000, 8000).map(lambda i: i / 8),
)


# Scalers


@given(x=tables, new=tables, dtype=st.sampled_from([np.float32, np.float64, np.int64]))
def test_standard_scaler_is_scikit_learns(x, new, dtype):
    x, new = x.astype(dtype), np.resize(new, (3, x.shape[1])).astype(dtype)
    ours, theirs = StandardScaler().fit(x), sklearn.preprocessing.StandardScaler().fit(x)
    for name in ("mean_", "var_", "scale_"):
        np.testing.assert_allclose(getattr(ours, name), getattr(theirs, name), rtol=1e-9, atol=1e-9)
    assert ours.n_features_in_ == theirs.n_features_in_
    assert ours.n_samples_seen_ == theirs.n_samples_seen_
    _same_transform(ours, theirs, new)


@given(
    x=tables,
    new=tables,
    dtype=st.sampled_from([np.float32, np.float64, np.int64]),
    feature_range=st.sampled_from([(0, 1), (-1, 1), (2, 5.5)]),
)
def test_min_max_scaler_is_scikit_learns(x, new, dtype, feature_range):
    x, new = x.astype(dtype), np.resize(new, (3, x.shape[1])).astype(dtype)
    ours = MinMaxScaler(feature_range).fit(x)
    theirs = sklearn.preprocessing.MinMaxScaler(feature_range=feature_range).fit(x)
    for name in ("data_min_", "data_max_", "data_range_", "scale_", "min_"):
        np.testing.assert_allclose(getattr(ours, name), getattr(theirs, name), rtol=1e-5, atol=1e-5)
    assert ours.n_features_in_ == theirs.n_features_in_
    assert ours.n_samples_seen_ == theirs.n_samples_seen_
    _same_transform(ours, theirs, new)


def _same_transform(ours, theirs, new):
    answer, expected = ours.transform(new), theirs.transform(new)
    assert answer.dtype == expected.dtype
    tolerance = 1e-3 if answer.dtype == np.float32 else 1e-9
    np.testing.assert_allclose(answer, expected, rtol=tolerance, atol=tolerance)
    np.testing.assert_allclose(
        ours.inverse_transform(answer), theirs.inverse_transform(answer), rtol=1e-3, atol=tolerance
    )


@pytest.mark.parametrize("scaler", SCALERS)
@given(x=tables)
def test_inverse_transform_undoes_transform(scaler, x):
    fitted = scaler().fit(x)
    np.testing.assert_allclose(fitted.inverse_transform(fitted.transform(x)), x, atol=1e-9)
    np.testing.assert_array_equal(scaler().fit_transform(x), fitted.transform(x))


def test_standard_scaler_by_hand():
    # Column 1: mean 2, deviations -1, 0, 1, variance 2/3. Column 2 is constant.
    scaled = StandardScaler().fit_transform([[1, 5], [2, 5], [3, 5]])
    np.testing.assert_allclose(scaled, [[-math.sqrt(1.5), 0], [0, 0], [math.sqrt(1.5), 0]])


def test_min_max_scaler_by_hand():
    scaler = MinMaxScaler().fit([[1, 5], [2, 5], [5, 5]])
    scaled = scaler.transform([[1, 5], [2, 5], [9, 6]])
    np.testing.assert_allclose(scaled, [[0, 0], [0.25, 0], [2, 1]])


@pytest.mark.parametrize("value", [0.1, 1e8 + 0.1, -1e-3])
def test_rounding_of_a_constant_column_is_not_blown_up(value):
    x = np.full((1000, 1), value)
    assert StandardScaler().fit(x).scale_ == 1
    assert sklearn.preprocessing.StandardScaler().fit(x).scale_ == 1
    np.testing.assert_allclose(StandardScaler().fit_transform(x), 0, atol=1e-6)


def test_standard_scaler_is_keras_normalization(keras):
    x = np.random.default_rng(0).normal([3, -50, 0.2], [1, 20, 0.01], size=(200, 3))
    layer = keras.layers.Normalization()
    layer.adapt(x)
    expected = keras.ops.convert_to_numpy(layer(x))
    np.testing.assert_allclose(StandardScaler().fit_transform(x), expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("scaler", SCALERS)
class TestScalerInput:
    def test_is_not_changed(self, scaler):
        x = np.arange(6.0).reshape(3, 2)
        x.flags.writeable = False
        fitted = scaler().fit(x)
        fitted.inverse_transform(fitted.transform(x))

    def test_transform_before_fit(self, scaler):
        for method in ("transform", "inverse_transform"):
            with pytest.raises(ValueError, match=rf"{scaler.__name__} is not fitted.*call fit"):
                getattr(scaler(), method)([[1.0]])

    def test_other_number_of_features(self, scaler):
        fitted = scaler().fit(np.eye(3))
        for method in (fitted.transform, fitted.inverse_transform):
            with pytest.raises(ValueError, match=r"\(5, 2\).*fitted on shape \(samples, 3\)"):
                method(np.ones((5, 2)))

    @pytest.mark.parametrize(
        ("x", "message"),
        [
            ([1.0, 2.0], r"shape \(samples, features\), got shape \(2,\)"),
            ([[1.0, np.nan], [np.inf, 0.0]], "x must be finite, got 2 values"),
            (np.empty((0, 3)), r"at least one sample and one feature, got \(0, 3\)"),
            ([["a"]], "x must hold real numbers"),
        ],
    )
    def test_that_is_no_table_of_numbers(self, scaler, x, message):
        with pytest.raises(ValueError, match=message):
            scaler().fit(x)

    def test_failed_fit_leaves_the_scaler_as_it_was(self, scaler):
        fresh = scaler()
        with pytest.raises(ValueError):
            fresh.fit([[np.nan]])
        with pytest.raises(ValueError, match="not fitted"):
            fresh.transform([[1.0]])


@pytest.mark.parametrize("feature_range", [(1, 0), (2, 2), (0, 1, 2), 5, (0, np.inf), (0, np.nan)])
def test_min_max_scaler_refuses_a_range_that_is_none(feature_range):
    with pytest.raises(ValueError, match="feature_range must be"):
        MinMaxScaler(feature_range)


# One-hot labels


@given(
    labels=hnp.arrays(
        np.int64, hnp.array_shapes(max_dims=3, max_side=4), elements=st.integers(0, 6)
    ),
    extra=st.none() | st.integers(0, 3),
    dtype=st.sampled_from([np.int64, np.uint8, np.float32]),
)
def test_to_categorical_is_keras(keras, labels, extra, dtype):
    labels = labels.astype(dtype)
    classes = None if extra is None else int(labels.max()) + 1 + extra
    answer = to_categorical(labels, classes)
    expected = keras.utils.to_categorical(labels, classes)
    assert answer.dtype == expected.dtype
    np.testing.assert_array_equal(answer, expected)


def test_to_categorical_by_hand():
    np.testing.assert_array_equal(to_categorical([2, 0]), [[0, 0, 1], [1, 0, 0]])
    assert to_categorical([], 3).shape == (0, 3)


@pytest.mark.parametrize(
    ("x", "num_classes", "message"),
    [
        ([0, -1], None, "negative label -1"),
        ([0, 3], 3, "0 to 2 for num_classes=3, got the label 3"),
        ([0.5, 1], None, "whole-number class labels, got 0.5"),
        ([0, np.nan], None, "whole-number class labels, got nan"),
        (["cat"], None, "x must hold real numbers"),
        ([], None, "x is empty: give num_classes"),
        ([0], 0, "num_classes must be a whole number from 1 on, got 0"),
        ([0], True, "num_classes must be a whole number from 1 on, got True"),
        ([0], 1.5, "num_classes must be a whole number from 1 on, got 1.5"),
    ],
)
def test_to_categorical_refuses(x, num_classes, message):
    with pytest.raises(ValueError, match=message):
        to_categorical(x, num_classes)


# Splits

fractions = st.sampled_from([0.05, 0.1, 0.2, 0.25, 0.3, 1 / 3, 0.5, 0.7, 0.9])


@given(
    counts=st.lists(st.integers(2, 40), min_size=1, max_size=5),
    test_size=fractions,
    stratify=st.booleans(),
    seed=st.integers(0, 3),
)
def test_two_sets(counts, test_size, stratify, seed):
    y = np.random.default_rng(seed).permutation(np.repeat(np.arange(len(counts)), counts))
    x = np.arange(len(y))
    try:
        x_train, x_test, y_train, y_test = train_test_split(x, y, test_size, stratify, seed)
    except ValueError:
        # Refused only where scikit-learn refuses too, or where it leaves a class out of a set.
        assert not _scikit_learn_holds_every_class(x, y, test_size, stratify)
        return
    assert len(x_test) == math.ceil(test_size * len(y))
    theirs = sklearn.model_selection.train_test_split(x, y, test_size=test_size)
    assert (len(x_train), len(x_test)) == (len(theirs[0]), len(theirs[1]))
    _is_partition(x, y, [(x_train, y_train), (x_test, y_test)])
    if stratify:
        _keeps_proportions(y, [y_train, y_test], slack=[1, 1])


def _scikit_learn_holds_every_class(x, y, test_size, stratify):
    try:
        _, _, y_train, y_test = sklearn.model_selection.train_test_split(
            x, y, test_size=test_size, stratify=y if stratify else None, random_state=0
        )
    except ValueError:
        return False
    return not stratify or set(y_train) == set(y_test) == set(y)


@given(
    counts=st.lists(st.integers(3, 40), min_size=1, max_size=5),
    validation_size=fractions,
    test_size=fractions,
    stratify=st.booleans(),
    seed=st.integers(0, 3),
)
def test_three_sets(counts, validation_size, test_size, stratify, seed):
    assume(validation_size + test_size < 0.95)
    y = np.random.default_rng(seed).permutation(np.repeat(np.arange(len(counts)), counts))
    x = np.arange(len(y))
    n_validation, n_test = math.ceil(validation_size * len(y)), math.ceil(test_size * len(y))
    if stratify:
        # Enough of each class for every set, whatever the rounding does.
        smallest = min(validation_size, test_size, 1 - validation_size - test_size)
        assume(min(counts) * smallest >= 2)
    assume(n_validation + n_test < len(y))
    answer = train_validation_test_split(x, y, validation_size, test_size, stratify, seed)
    x_train, x_validation, x_test, y_train, y_validation, y_test = answer
    assert (len(x_validation), len(x_test)) == (n_validation, n_test)
    parts = [(x_train, y_train), (x_validation, y_validation), (x_test, y_test)]
    _is_partition(x, y, parts)
    if stratify:
        _keeps_proportions(y, [y_train, y_validation, y_test], slack=[2, 1, 1])


def _is_partition(x, y, parts):
    """No row is lost or doubled, and each keeps its own label."""
    rows = np.concatenate([rows for rows, _ in parts])
    np.testing.assert_array_equal(np.sort(rows), x)
    for rows, labels in parts:
        assert len(rows) > 0
        np.testing.assert_array_equal(y[rows], labels)


def _keeps_proportions(y, parts, slack):
    counts = np.bincount(y)
    for labels, most in zip(parts, slack, strict=True):
        got = np.bincount(labels, minlength=len(counts))
        assert got.min() >= 1
        assert np.abs(got - counts * len(labels) / len(y)).max() < most


def test_even_classes_split_evenly():
    y = np.repeat([0, 1, 2], 50)
    _, _, y_train, y_test = train_test_split(y, y, test_size=0.2)
    assert np.bincount(y_train).tolist() == [40, 40, 40]
    assert np.bincount(y_test).tolist() == [10, 10, 10]
    *_, y_train, y_validation, y_test = train_validation_test_split(y, y)
    assert [np.bincount(part).tolist() for part in (y_train, y_validation, y_test)] == [
        [30] * 3,
        [10] * 3,
        [10] * 3,
    ]


def test_a_rare_class_is_in_every_set():
    y = np.repeat([0, 1], [98, 2])
    for seed in range(5):
        _, _, y_train, y_test = train_test_split(y, y, test_size=0.1, seed=seed)
        assert y_train.sum() == y_test.sum() == 1
    y = np.repeat([0, 1], [97, 3])
    *_, y_train, y_validation, y_test = train_validation_test_split(y, y, 0.6, 0.1)
    assert y_train.sum() == y_validation.sum() == y_test.sum() == 1


@pytest.mark.parametrize("stratify", [True, False])
def test_rows_are_shuffled(stratify):
    y = np.repeat([0, 1], 100)
    x_train, x_test, y_train, y_test = train_test_split(np.arange(200), y, stratify=stratify)
    for rows, labels in ((x_train, y_train), (x_test, y_test)):
        assert np.any(np.diff(rows) < 0)
        # Neither sorted by class nor in one block a class.
        assert np.count_nonzero(np.diff(labels)) > 5


@pytest.mark.parametrize("split", [train_test_split, train_validation_test_split])
@pytest.mark.parametrize("stratify", [True, False])
def test_the_seed_decides(split, stratify):
    x, y = np.arange(60), np.repeat([0, 1, 2], 20)

    def rows(seed):
        return np.concatenate(split(x, y, stratify=stratify, seed=seed))

    np.testing.assert_array_equal(rows(7), rows(7))
    np.testing.assert_array_equal(rows(7), rows(np.random.default_rng(7)))
    assert np.any(rows(7) != rows(8))
    generator = np.random.default_rng(7)
    assert np.any(rows(generator) != rows(generator))


@pytest.mark.parametrize("split", [train_test_split, train_validation_test_split])
def test_the_global_generator_is_left_alone(split):
    np.random.seed(3)
    before = np.random.get_state()[1].copy()
    split(np.arange(60), np.repeat([0, 1, 2], 20), seed=None)
    np.testing.assert_array_equal(np.random.get_state()[1], before)


def test_the_split_of_a_seed_stays_as_published():
    # Chapters print results that hang on it: a change here is a change of the book.
    x_train, x_test, _, _ = train_test_split(np.arange(12), np.repeat([0, 1], 6), seed=0)
    assert x_test.tolist() == [0, 9, 1]
    assert sorted([*x_train, *x_test]) == list(range(12))


def test_any_rank_and_one_hot_labels():
    x = np.random.default_rng(0).normal(size=(40, 4, 4, 3)).astype(np.float32)
    labels = np.repeat([0, 1], [30, 10])
    x_train, x_test, y_train, y_test = train_test_split(x, to_categorical(labels))
    assert x_train.shape == (30, 4, 4, 3) and x_test.shape == (10, 4, 4, 3)
    assert x_train.dtype == np.float32
    assert y_train.shape == (30, 2) and y_test.sum(axis=0).tolist() in ([7, 3], [8, 2])
    assert train_test_split([[1], [2], [3], [4]], list("abab"), 0.5)[3].tolist() in (
        ["a", "b"],
        ["b", "a"],
    )


@pytest.mark.parametrize("columns", [1, 2])
def test_labels_as_pandas_gives_them(columns):
    y = np.array([["a", "c"], ["b", "c"]] * 10)[:, :columns].squeeze()
    plain, objects = (train_test_split(np.arange(20), y.astype(dtype)) for dtype in (str, object))
    for expected, got in zip(plain, objects, strict=True):
        np.testing.assert_array_equal(got, expected)
    assert objects[3].dtype == object


def test_answers_are_copies():
    x, y = np.arange(8.0), np.repeat([0, 1], 4)
    for part in train_test_split(x, y):
        part[...] = -1
    np.testing.assert_array_equal(x, np.arange(8))
    np.testing.assert_array_equal(y, np.repeat([0, 1], 4))


@pytest.mark.parametrize("test_size", [0, 1, -0.1, 1.5, 30, math.nan, "half", "0.5", True, None])
def test_a_size_that_is_no_fraction(test_size):
    with pytest.raises(ValueError, match="test_size must be a"):
        train_test_split(np.arange(9), np.arange(9) % 2, test_size)
    with pytest.raises(ValueError, match="validation_size must be a"):
        train_validation_test_split(np.arange(9), np.arange(9) % 2, test_size)


@pytest.mark.parametrize(
    ("x", "y", "options", "message"),
    [
        (np.ones((3, 2)), [0, 1], {}, r"got shapes \(3, 2\) and \(2,\)"),
        (5, 5, {}, r"got shapes \(\) and \(\)"),
        ([], [], {}, "x has 0 samples"),
        ([[1], [1, 2]], [0, 1], {}, "x must have rows of equal length"),
        ([1, 2], [[0], [0, 1]], {}, "y must have rows of equal length"),
        (range(8), np.array(["a", 1] * 4, object), {}, "y must hold labels that sort"),
        ([1, 2], [0, 0], {"test_size": 0.9}, "no sample is left to train on"),
        ([1, 2, 3, 4, 5], [0, 0, 0, 0, 7], {}, "class 7 has 1 of the 5 samples"),
        ([1, 2, 3, 4], [0.1, 0.2, 0.3, 0.4], {}, "stratify=False for regression"),
        (range(30), [0, 1, 2] * 10, {"test_size": 0.05}, "set of 2 out of 30 .* 3 classes"),
        (range(30), [0, 1, 2] * 10, {"test_size": 0.95}, "set of 29 out of 30 .* 3 classes"),
    ],
)
def test_data_that_cannot_be_split(x, y, options, message):
    with pytest.raises(ValueError, match=message):
        train_test_split(x, y, **options)


@pytest.mark.parametrize("split", [train_test_split, train_validation_test_split])
@pytest.mark.parametrize("seed", ["a", -1, 1.5])
def test_the_seed_is_checked(split, seed):
    with pytest.raises(ValueError, match=f"seed must be an integer of at least 0.*, got {seed!r}"):
        split(np.arange(60), np.repeat([0, 1, 2], 20), seed=seed)


def test_a_class_too_small_for_three_sets():
    with pytest.raises(ValueError, match="class 1 has 2 of the 20 samples, too few for 3"):
        train_validation_test_split(range(20), [0] * 18 + [1] * 2)
    with pytest.raises(ValueError, match="no sample is left to train on"):
        train_validation_test_split(range(20), [0] * 20, 0.5, 0.5)

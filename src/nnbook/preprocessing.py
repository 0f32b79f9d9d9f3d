"""Scaling, one-hot labels and splits, with scikit-learn's and Keras's names.

A scaler learns its numbers from the training data alone (``fit``) and applies the same numbers to
everything else (``transform``). The splits keep the proportions of the classes, so that a small
test set still holds every class.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnbook._checks import as_array, as_float, as_seed, number

__all__ = [
    "StandardScaler",
    "MinMaxScaler",
    "to_categorical",
    "train_test_split",
    "train_validation_test_split",
]


def _as_table(x: ArrayLike) -> NDArray[np.floating]:
    """Return ``x`` as a finite float array of shape (samples, features)."""
    x = as_float(x, "x")
    if x.ndim != 2:
        raise ValueError(f"x must have shape (samples, features), got shape {x.shape}.")
    if not np.isfinite(x).all():
        strays = np.count_nonzero(~np.isfinite(x))
        raise ValueError(f"x must be finite, got {strays} values that are NaN or infinite.")
    return x


class _Scaler(ABC):
    """What the two scalers share: the checks around ``x * factor + offset``."""

    n_features_in_: int | None = None

    @abstractmethod
    def fit(self, x: ArrayLike) -> Self: ...

    @abstractmethod
    def transform(self, x: ArrayLike) -> NDArray[np.floating]: ...

    def fit_transform(self, x: ArrayLike) -> NDArray[np.floating]:
        """Fit to ``x``, then return ``x`` transformed.

        Args:
            x: Training data, shape (samples, features).

        Returns:
            The scaled data, same shape.

        Raises:
            ValueError: As ``fit``.
        """
        return self.fit(x).transform(x)

    def _fit_table(self, x: ArrayLike) -> NDArray[np.floating]:
        x = _as_table(x)
        if 0 in x.shape:
            raise ValueError(f"x must have at least one sample and one feature, got {x.shape}.")
        self.n_features_in_ = x.shape[1]
        return x

    def _fitted_table(self, x: ArrayLike) -> NDArray[np.floating]:
        name = type(self).__name__
        if self.n_features_in_ is None:
            raise ValueError(f"this {name} is not fitted yet: call fit(x_train) first.")
        x = _as_table(x)
        if x.shape[1] != self.n_features_in_:
            raise ValueError(
                f"x has shape {x.shape}, but this {name} was fitted on shape "
                f"(samples, {self.n_features_in_})."
            )
        return x


class StandardScaler(_Scaler):
    r"""Shift and scale each feature to mean 0 and standard deviation 1.

    .. math:: z = \frac{x - \mu}{\sigma}, \qquad
        \mu = \frac{1}{N} \sum_i x_i, \qquad
        \sigma^2 = \frac{1}{N} \sum_i (x_i - \mu)^2

    Mean and standard deviation are those of the data given to ``fit``: fit on the training data
    only. A constant feature is shifted to 0 and not scaled.

    Attributes:
        mean_: Mean of each feature, shape (features,).
        var_: Variance of each feature (divided by N, not N - 1), shape (features,).
        scale_: Standard deviation of each feature, 1 where it is constant, shape (features,).
        n_features_in_: Number of features seen in ``fit``.
        n_samples_seen_: Number of samples seen in ``fit``.

    Source:
        The definition is that of ``sklearn.preprocessing.StandardScaler``.
    """

    mean_: NDArray[np.float64]
    var_: NDArray[np.float64]
    scale_: NDArray[np.float64]
    n_samples_seen_: int

    def fit(self, x: ArrayLike) -> Self:
        """Compute mean and standard deviation of each feature.

        Args:
            x: Training data, shape (samples, features).

        Returns:
            The scaler itself.

        Raises:
            ValueError: If ``x`` is not a finite, non-empty table of numbers.
        """
        x = self._fit_table(x)
        n = self.n_samples_seen_ = len(x)
        # Sums of many float32 numbers lose digits, so the statistics are float64 for any input.
        self.mean_ = x.mean(axis=0, dtype=np.float64)
        self.var_ = x.var(axis=0, dtype=np.float64)
        # The mean of equal numbers can be off by rounding. A variance no larger than that
        # rounding error says "constant"; dividing by it would blow noise up to size 1.
        eps = np.finfo(np.float64).eps
        constant = self.var_ <= n * eps * self.var_ + (n * self.mean_ * eps) ** 2
        self.scale_ = np.where(constant, 1.0, np.sqrt(self.var_))
        return self

    def transform(self, x: ArrayLike) -> NDArray[np.floating]:
        """Return ``(x - mean_) / scale_``.

        Args:
            x: Data, shape (samples, features). Not changed.

        Returns:
            The scaled data, same shape; float32 stays float32, integers become float64.

        Raises:
            ValueError: If the scaler is not fitted or the number of features differs.
        """
        x = self._fitted_table(x)
        return ((x - self.mean_) / self.scale_).astype(x.dtype)

    def inverse_transform(self, x: ArrayLike) -> NDArray[np.floating]:
        """Return ``x * scale_ + mean_``: back to the original units.

        Args:
            x: Scaled data, shape (samples, features). Not changed.

        Returns:
            The data in the original units, same shape.

        Raises:
            ValueError: If the scaler is not fitted or the number of features differs.
        """
        x = self._fitted_table(x)
        return (x * self.scale_ + self.mean_).astype(x.dtype)


class MinMaxScaler(_Scaler):
    r"""Shift and scale each feature so that its smallest and largest value hit a given range.

    .. math:: z = a + (b - a) \, \frac{x - x_{\min}}{x_{\max} - x_{\min}}

    Minimum and maximum are those of the data given to ``fit``: fit on the training data only, and
    new data may then fall outside the range. A constant feature becomes :math:`a`.

    Args:
        feature_range: The range :math:`(a, b)`, with :math:`a < b`.

    Attributes:
        data_min_: Smallest value of each feature, shape (features,).
        data_max_: Largest value of each feature, shape (features,).
        data_range_: ``data_max_ - data_min_``, shape (features,).
        scale_: Factor of each feature, shape (features,).
        min_: What is added to each feature after the scaling, shape (features,).
        n_features_in_: Number of features seen in ``fit``.
        n_samples_seen_: Number of samples seen in ``fit``.

    Raises:
        ValueError: If ``feature_range`` is not two increasing, finite numbers.

    Source:
        The definition is that of ``sklearn.preprocessing.MinMaxScaler``.
    """

    data_min_: NDArray[np.floating]
    data_max_: NDArray[np.floating]
    data_range_: NDArray[np.floating]
    scale_: NDArray[np.floating]
    min_: NDArray[np.floating]
    n_samples_seen_: int

    def __init__(self, feature_range: tuple[float, float] = (0, 1)) -> None:
        bounds = as_float(feature_range, "feature_range")
        if bounds.shape != (2,) or not -np.inf < bounds[0] < bounds[1] < np.inf:
            raise ValueError(
                "feature_range must be two finite numbers (low, high) with low < high, "
                f"got {feature_range}."
            )
        self.feature_range = feature_range

    def fit(self, x: ArrayLike) -> Self:
        """Find the smallest and the largest value of each feature.

        Args:
            x: Training data, shape (samples, features).

        Returns:
            The scaler itself.

        Raises:
            ValueError: If ``x`` is not a finite, non-empty table of numbers.
        """
        x = self._fit_table(x)
        self.n_samples_seen_ = len(x)
        low, high = self.feature_range
        self.data_min_, self.data_max_ = x.min(axis=0), x.max(axis=0)
        self.data_range_ = self.data_max_ - self.data_min_
        constant = self.data_range_ < 10 * np.finfo(x.dtype).eps
        self.scale_ = (high - low) / np.where(constant, 1.0, self.data_range_)
        self.min_ = low - self.data_min_ * self.scale_
        return self

    def transform(self, x: ArrayLike) -> NDArray[np.floating]:
        """Return ``x * scale_ + min_``.

        Args:
            x: Data, shape (samples, features). Not changed.

        Returns:
            The scaled data, same shape; float32 stays float32, integers become float64.

        Raises:
            ValueError: If the scaler is not fitted or the number of features differs.
        """
        x = self._fitted_table(x)
        return (x * self.scale_ + self.min_).astype(x.dtype)

    def inverse_transform(self, x: ArrayLike) -> NDArray[np.floating]:
        """Return ``(x - min_) / scale_``: back to the original units.

        Args:
            x: Scaled data, shape (samples, features). Not changed.

        Returns:
            The data in the original units, same shape.

        Raises:
            ValueError: If the scaler is not fitted or the number of features differs.
        """
        x = self._fitted_table(x)
        return ((x - self.min_) / self.scale_).astype(x.dtype)


def to_categorical(x: ArrayLike, num_classes: int | None = None) -> NDArray[np.float64]:
    """Turn class labels into one-hot vectors, as ``keras.utils.to_categorical`` does.

    Row ``i`` of the answer is 0 everywhere but in column ``x[i]``, where it is 1.

    Args:
        x: Labels ``0 .. num_classes - 1``, any shape; a last axis of length 1 is dropped.
        num_classes: Number of classes; by default the largest label + 1.

    Returns:
        Array of shape ``x.shape + (num_classes,)``, float64.

    Raises:
        ValueError: If a label is not a whole number, is negative or is too large for
            ``num_classes``, or if ``x`` is empty and ``num_classes`` is not given.
    """
    values = as_float(x, "x")
    labels = np.where(np.isfinite(values), values, -0.5).astype(np.int64)
    if np.any(labels != values):
        raise ValueError(
            f"x must hold whole-number class labels, got {values[labels != values].flat[0]}."
        )
    if labels.ndim > 1 and labels.shape[-1] == 1:
        labels = labels[..., 0]
    if num_classes is None:
        if labels.size == 0:
            raise ValueError("x is empty: give num_classes, which cannot be read from x then.")
        num_classes = int(labels.max()) + 1
    elif (
        isinstance(num_classes, bool)
        or not isinstance(num_classes, int | np.integer)
        or num_classes < 1
    ):
        raise ValueError(f"num_classes must be a whole number from 1 on, got {num_classes}.")
    if labels.size and labels.min() < 0:
        raise ValueError(f"x must hold labels from 0 on, got the negative label {labels.min()}.")
    if labels.size and labels.max() >= num_classes:
        raise ValueError(
            f"x must hold labels from 0 to {num_classes - 1} for num_classes={num_classes}, "
            f"got the label {labels.max()}."
        )
    one_hot = np.zeros((labels.size, num_classes))
    one_hot[np.arange(labels.size), labels.ravel()] = 1
    return one_hot.reshape(*labels.shape, num_classes)


def train_test_split(
    x: ArrayLike,
    y: ArrayLike,
    test_size: float = 0.25,
    stratify: bool = True,
    seed: int | np.random.Generator | None = 0,
) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """Shuffle samples and split them into a training and a test set.

    The test set gets ``ceil(test_size * N)`` samples, the training set the rest (scikit-learn's
    rounding). With ``stratify`` each class has its share of the test set, to within one sample,
    and at least one sample in each set.

    Args:
        x: Samples, shape (N, ...).
        y: Class labels, shape (N,), or one-hot labels or targets, shape (N, ...).
        test_size: Fraction of the samples that go into the test set, between 0 and 1.
        stratify: Keep the proportions of the classes. Use ``False`` for regression targets.
        seed: Seed or generator of the shuffle: the same seed gives the same split. ``None`` gives
            another split each time.

    Returns:
        Copies ``x_train, x_test, y_train, y_test``.

    Raises:
        ValueError: If ``x`` and ``y`` differ in length, ``test_size`` is not in (0, 1), ``seed`` is
            not a seed, the labels do not sort, a set would be empty or a class has too few samples
            to be in both sets.
    """
    x, y = _as_samples(x, y)
    sizes = [_part_size("test_size", test_size, len(x))]
    train, test = _split(y, sizes, stratify, np.random.default_rng(as_seed(seed)))
    return x[train], x[test], y[train], y[test]


def train_validation_test_split(
    x: ArrayLike,
    y: ArrayLike,
    validation_size: float = 0.2,
    test_size: float = 0.2,
    stratify: bool = True,
    seed: int | np.random.Generator | None = 0,
) -> tuple[NDArray, NDArray, NDArray, NDArray, NDArray, NDArray]:
    """Shuffle samples and split them into a training, a validation and a test set.

    Both sizes are fractions of all N samples: the test set gets ``ceil(test_size * N)`` samples,
    the validation set ``ceil(validation_size * N)``, the training set the rest. With ``stratify``
    each class has its share of the test set and of the validation set, to within one sample, and
    at least one sample in each of the three sets.

    Args:
        x: Samples, shape (N, ...).
        y: Class labels, shape (N,), or one-hot labels or targets, shape (N, ...).
        validation_size: Fraction of the samples that go into the validation set.
        test_size: Fraction of the samples that go into the test set.
        stratify: Keep the proportions of the classes. Use ``False`` for regression targets.
        seed: Seed or generator of the shuffle: the same seed gives the same split. ``None`` gives
            another split each time.

    Returns:
        Copies ``x_train, x_validation, x_test, y_train, y_validation, y_test``.

    Raises:
        ValueError: If ``x`` and ``y`` differ in length, a size is not in (0, 1), ``seed`` is not a
            seed, the labels do not sort, a set would be empty or a class has too few samples to be
            in all three sets.
    """
    x, y = _as_samples(x, y)
    sizes = [
        _part_size("validation_size", validation_size, len(x)),
        _part_size("test_size", test_size, len(x)),
    ]
    train, validation, test = _split(y, sizes, stratify, np.random.default_rng(as_seed(seed)))
    return x[train], x[validation], x[test], y[train], y[validation], y[test]


def _as_samples(x: ArrayLike, y: ArrayLike) -> tuple[NDArray, NDArray]:
    x, y = as_array(x, "x"), as_array(y, "y")
    if x.ndim == 0 or y.ndim == 0 or len(x) != len(y):
        raise ValueError(
            f"x and y must have one row a sample each, got shapes {x.shape} and {y.shape}."
        )
    return x, y


def _part_size(name: str, fraction: float, n: int) -> int:
    if not 0 < number(fraction, name) < 1:
        raise ValueError(f"{name} must be a fraction between 0 and 1, got {fraction}.")
    return math.ceil(fraction * n)


def _split(
    y: NDArray, sizes: list[int], stratify: bool, rng: np.random.Generator
) -> list[NDArray[np.intp]]:
    """Return shuffled row numbers: the training set's, then one array for each of ``sizes``."""
    n = len(y)
    if sum(sizes) >= n:
        raise ValueError(
            f"no sample is left to train on: x has {n} samples, the other sets take {sum(sizes)}."
        )
    if not stratify:
        *parts, train = np.split(rng.permutation(n), np.cumsum(sizes))
        return [train, *parts]

    labels = y.reshape(n, -1)
    if labels.dtype == object:  # NumPy compares no rows of objects, such as the strings of pandas
        try:
            labels = np.unique(labels, return_inverse=True)[1].reshape(labels.shape)
        except TypeError:
            raise ValueError(
                "y must hold labels that sort, all strings or all numbers, got a mixture; "
                "use stratify=False."
            ) from None
    # A class is a distinct row of y, so that one-hot labels work like integer ones.
    _, first, members, counts = np.unique(
        labels, axis=0, return_index=True, return_inverse=True, return_counts=True
    )
    if counts.min() <= len(sizes):
        rare = first[counts.argmin()]
        raise ValueError(
            f"class {y[rare]} has {counts.min()} of the {n} samples, too few for {len(sizes) + 1} "
            "stratified sets; use stratify=False for regression targets or very small data."
        )
    left = counts.copy()
    shares = []
    for later, size in zip(range(len(sizes), 0, -1), sizes, strict=True):
        # Every class keeps at least one sample for each set that is still to come.
        shares.append(_apportion(counts, left - later, size))
        left -= shares[-1]
    parts = [[] for _ in range(len(sizes) + 1)]
    for label, bounds in enumerate(np.cumsum([left, *shares], axis=0).T):
        rows = rng.permutation(np.flatnonzero(members.ravel() == label))
        for part, chunk in zip(parts, np.split(rows, bounds[:-1]), strict=True):
            part.append(chunk)
    return [rng.permutation(np.concatenate(part)) for part in parts]


def _apportion(counts: NDArray[np.intp], room: NDArray[np.intp], size: int) -> NDArray[np.intp]:
    """Share ``size`` places among classes by largest remainder: each gets from 1 to ``room``.

    Whole numbers only, so that the answer does not hang on rounding.
    """
    share, remainder = np.divmod(counts * size, counts.sum())
    may_grow = (remainder > 0) & (share < room)
    # Classes without a place come first, then the largest remainder, then the smaller class.
    order = np.lexsort((counts, -remainder, share > 0))
    order = order[may_grow[order]]
    share[order[: size - share.sum()]] += 1
    if share.sum() < size or share.min() < 1 or np.any(share > room):
        raise ValueError(
            f"a set of {size} out of {counts.sum()} samples cannot hold {len(counts)} classes in "
            f"proportion and leave some of each to the rest (the smallest class has "
            f"{counts.min()} samples); choose another size or use stratify=False."
        )
    return share

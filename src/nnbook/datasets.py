"""Small data sets and photos, ready without a network, all with one signature.

The data come from what scikit-learn and matplotlib install on your disk. Nothing is downloaded,
with one exception that you ask for by name: the large published sets of :func:`load_data`
("mnist" and others). Every call returns fresh arrays that you may change.

Examples:
    >>> from nnbook import datasets
    >>> iris = datasets.load("iris")
    >>> iris
    Dataset('iris': x (150, 4) float64, y (150,) int64, 3 classes)
    >>> (x_train, y_train), (x_test, y_test) = datasets.load_data("digits28")
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnbook._checks import as_seed, unknown
from nnbook.preprocessing import train_test_split

__all__ = [
    "Dataset",
    "names",
    "load",
    "load_data",
    "load_photo",
]


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """A data set: samples, labels or targets, and what they mean.

    Attributes:
        name: The name that ``load`` knows.
        x: Samples, shape (N, features), float64; images have shape (N, height, width), those of
            "digits28" in uint8.
        y: Class labels, shape (N,), int64; or regression targets, shape (N,), float64.
        feature_names: One name for each column of ``x``; empty for images.
        class_names: One name for each class, in the order of the labels; empty for regression.
        description: What a sample is, what the columns and the labels mean, in which units.
        source: Who published the data, and when.
    """

    name: str
    x: NDArray[Any]
    y: NDArray[Any]
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]
    description: str
    source: str

    def __repr__(self) -> str:
        kind = f"{len(self.class_names)} classes" if self.class_names else "regression"
        return (
            f"Dataset({self.name!r}: x {self.x.shape} {self.x.dtype}, "
            f"y {self.y.shape} {self.y.dtype}, {kind})"
        )


def names() -> tuple[str, ...]:
    """Return the names of all data sets that need no network.

    Returns:
        The names that ``load`` knows. (``load_data`` also knows the large published sets.)
    """
    return tuple(_LOADERS)


def load(name: str) -> Dataset:
    """Load a whole data set.

    ========================  ==================  =======================================
    name                      shape of x          what to learn
    ========================  ==================  =======================================
    and, or, nand, xor        (4, 2)              a logic gate
    iris                      (150, 4)            3 species of flowers
    digits                    (1797, 8, 8)        10 handwritten digits, values 0 to 16
    digits28                  (1797, 28, 28)      the same upscaled, uint8 0 to 255
    wine                      (178, 13)           3 cultivars
    breast_cancer             (569, 30)           malignant or benign
    diabetes                  (442, 10)           progression of the disease (regression)
    blobs                     (1000, 2)           10 Gaussian clouds of points
    ========================  ==================  =======================================

    Args:
        name: One of ``names()``.

    Returns:
        The data set, with fresh arrays. Tables keep their original units.

    Raises:
        ValueError: If no data set has this name, or it is a large one for ``load_data``.
    """
    if name not in names():
        if isinstance(name, str) and name in _PUBLISHED:
            raise ValueError(f"the large data set {name!r} comes split: use load_data({name!r}).")
        raise unknown("data set", name, (*_LOADERS, *_PUBLISHED))
    return _LOADERS[name](name)


def load_data(
    name: str, test_size: float | None = None, seed: int | np.random.Generator | None = 0
) -> tuple[tuple[NDArray[Any], NDArray[Any]], tuple[NDArray[Any], NDArray[Any]]]:
    """Load a data set, split in two, in the shape of answer of ``keras.datasets``.

    The sets of ``names()`` are shuffled and split here. Classes keep their proportions in both
    parts (:func:`nnbook.preprocessing.train_test_split`); regression targets are split at random.

    Five larger sets are read from the cache of Keras (``~/.keras/datasets``, or ``datasets`` in the
    folder that the environment variable ``KERAS_HOME`` names). What is missing there is downloaded
    into it, if the network answers within 5 seconds. They come as ``keras.datasets`` gives them:

    ======================  ================================  ================================
    name                    training and test set             without cache and network
    ======================  ================================  ================================
    mnist                   60,000 and 10,000 (28, 28) uint8  "digits28" and a warning
    fashion_mnist           60,000 and 10,000 (28, 28) uint8  "digits28" and a warning
    cifar100                50,000 and 10,000 (32, 32, 3)     FileNotFoundError
    imdb                    25,000 and 25,000 reviews         FileNotFoundError
    california_housing      20,640 x 8, split here            "diabetes" and a warning
    ======================  ================================  ================================

    The housing data have scikit-learn's columns, with the target in 100,000 dollars, and are also
    found in scikit-learn's own cache. A page whose numbers must not depend on the reader's network
    loads one of ``names()``.

    Args:
        name: One of ``names()``, except the four logic gates, or one of the table.
        test_size: Fraction of the samples that go into the test set, between 0 and 1; by default
            0.25. The first four sets of the table are published in two parts and take none.
        seed: Seed or generator of the shuffle: the same seed gives the same split. Sets that are
            published in two parts keep the order of ``keras.datasets``.

    Returns:
        ``(x_train, y_train), (x_test, y_test)``.

    Raises:
        ValueError: If no data set has this name, it is a logic gate, ``test_size`` or ``seed`` does
            not fit, or a file in the cache is damaged.
        FileNotFoundError: If a set is not in the cache, cannot be downloaded, and nothing in
            ``names()`` is like it.

    Source:
        The MNIST database of handwritten digits (Y. LeCun, C. Cortes and C. J. C. Burges, 1998);
        Fashion-MNIST (H. Xiao, K. Rasul and R. Vollgraf, 2017); Learning multiple layers of
        features from tiny images (A. Krizhevsky, 2009: CIFAR-100); Learning word vectors for
        sentiment analysis (A. L. Maas et al., 2011: IMDB); Sparse spatial autoregressions
        (R. K. Pace and R. Barry, 1997: California housing).
    """
    as_seed(seed)  # raises, also for a set that needs none
    if isinstance(name, str) and name in _PUBLISHED:
        return _load_published(name, test_size, seed)
    data = load(name)
    if name in _GATES:
        raise ValueError(
            f"the data set {name!r} has only the 4 rows of a truth table, too few to split: "
            f"use load({name!r})."
        )
    return _split(data.x, data.y, test_size, bool(data.class_names), seed)


def _split(
    x: NDArray[Any], y: NDArray[Any], test_size: float | None, stratify: bool, seed: Any
) -> tuple[tuple[NDArray[Any], NDArray[Any]], tuple[NDArray[Any], NDArray[Any]]]:
    x_train, x_test, y_train, y_test = train_test_split(
        x, y, test_size=0.25 if test_size is None else test_size, stratify=stratify, seed=seed
    )
    return (x_train, y_train), (x_test, y_test)


def load_photo(name: str) -> NDArray[np.uint8]:
    """Load a photo.

    - ``"grace_hopper"``: Grace Hopper, computer scientist and admiral; a portrait by the
      United States Navy, public domain; from matplotlib's sample data.
    - ``"china"``: a temple in China, photo by danielbuechele (CC BY 2.0), from scikit-learn.
    - ``"flower"``: a dahlia, photo by vultilion (CC BY 2.0), from scikit-learn.

    Args:
        name: One of the names above.

    Returns:
        Red, green and blue from 0 to 255, shape (height, width, 3), uint8.

    Raises:
        ValueError: If no photo has this name.
    """
    if name not in _PHOTOS:
        raise unknown("photo", name, _PHOTOS)
    if name == "grace_hopper":
        from matplotlib.cbook import get_sample_data
        from matplotlib.image import imread

        with get_sample_data("grace_hopper.jpg") as file:
            return np.array(imread(file, format="jpg"))
    from sklearn.datasets import load_sample_image

    return np.array(load_sample_image(f"{name}.jpg"))


_PHOTOS = ("grace_hopper", "china", "flower")

_GATES = {"and": (0, 0, 0, 1), "or": (0, 1, 1, 1), "nand": (1, 1, 1, 0), "xor": (0, 1, 1, 0)}


def _gate(name: str) -> Dataset:
    return Dataset(
        name=name,
        x=np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.float64),
        y=np.array(_GATES[name], dtype=np.int64),
        feature_names=("x1", "x2"),
        class_names=("0", "1"),
        description=f"Truth table of the logic gate {name.upper()}: two bits in, one bit out.",
        source="G. Boole, An Investigation of the Laws of Thought, 1854 (two-valued logic)",
    )


def _table(loader: str, description: str, source: str, **options: Any) -> Callable[[str], Dataset]:
    """Return a function that loads one of scikit-learn's tables."""

    def read(name: str) -> Dataset:
        import sklearn.datasets

        bunch = getattr(sklearn.datasets, loader)(**options)
        classes = tuple(str(c) for c in bunch.get("target_names", ()))
        return Dataset(
            name=name,
            x=np.array(bunch.data, dtype=np.float64),
            y=np.array(bunch.target, dtype=np.int64 if classes else np.float64),
            feature_names=tuple(str(f) for f in bunch.feature_names),
            class_names=classes,
            description=description,
            source=source,
        )

    return read


_DIGITS_SOURCE = (
    "E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, "
    "UCI Machine Learning Repository, 1998 (the test set, as in scikit-learn)"
)


def _digits(name: str) -> Dataset:
    import sklearn.datasets

    bunch = sklearn.datasets.load_digits()
    return Dataset(
        name=name,
        x=np.array(bunch.images, dtype=np.float64),
        y=np.array(bunch.target, dtype=np.int64),
        feature_names=(),
        class_names=tuple("0123456789"),
        description=(
            "Handwritten digits, 8x8 pixels. A value from 0 (paper) to 16 (ink) counts the inked "
            "pixels in a 4x4 block of the 32x32 scan."
        ),
        source=_DIGITS_SOURCE,
    )


def _digits28(name: str) -> Dataset:
    import cv2

    digits = _digits("digits")
    # Rounded to bytes first: OpenCV resizes bytes in whole-number arithmetic, so that every
    # processor gets the same pixels.
    small = np.rint(digits.x * (255 / 16)).astype(np.uint8)
    return Dataset(
        name=name,
        x=np.stack([cv2.resize(s, (28, 28), interpolation=cv2.INTER_CUBIC) for s in small]),
        y=digits.y,
        feature_names=(),
        class_names=digits.class_names,
        description=(
            "Handwritten digits in the format of MNIST, 28x28 pixels from 0 (paper) to 255 (ink). "
            "They are upscaled from the 8x8 pixels of 'digits' (cubic interpolation), so they "
            "look soft and hold no more detail."
        ),
        source=_DIGITS_SOURCE,
    )


def _blobs(name: str) -> Dataset:
    rng = np.random.default_rng(0)
    centers = rng.uniform(-10, 10, size=(10, 2))
    y = np.repeat(np.arange(10, dtype=np.int64), 100)
    return Dataset(
        name=name,
        x=centers[y] + rng.normal(size=(len(y), 2)),
        y=y,
        feature_names=("x1", "x2"),
        class_names=tuple(f"blob {k}" for k in range(10)),
        description=(
            "Ten Gaussian clouds of 100 points each in the plane, with standard deviation 1 around "
            "random centers in [-10, 10]. Some overlap, so no classifier gets every point right."
        ),
        source="nnbook (made with NumPy's random generator, seed 0)",
    )


_LOADERS: dict[str, Callable[[str], Dataset]] = {
    **dict.fromkeys(_GATES, _gate),
    "iris": _table(
        "load_iris",
        "Sepals and petals of 150 iris flowers, measured in centimeters; the label is the species.",
        "R. A. Fisher, The use of multiple measurements in taxonomic problems, "
        "Annals of Eugenics 7, 1936",
    ),
    "digits": _digits,
    "digits28": _digits28,
    "wine": _table(
        "load_wine",
        "Chemical analysis of 178 wines of one region in Italy; the label is the cultivar.",
        "M. Forina et al., PARVUS, 1988; UCI Machine Learning Repository, 1991 (Wine)",
    ),
    "breast_cancer": _table(
        "load_breast_cancer",
        "Cell nuclei in images of 569 breast masses: mean, standard error and worst value of ten "
        "measurements; the label is 0 for malignant and 1 for benign.",
        "W. N. Street, W. H. Wolberg and O. L. Mangasarian, Nuclear feature extraction for breast "
        "tumor diagnosis, 1993; UCI Machine Learning Repository, 1995",
    ),
    "diabetes": _table(
        "load_diabetes",
        "Ten measurements of 442 patients in their original units (age in years, sex coded 1 and "
        "2, body mass index, blood pressure, six blood serum values); the target is the "
        "progression of the disease one year later.",
        "B. Efron, T. Hastie, I. Johnstone and R. Tibshirani, Least angle regression, "
        "Annals of Statistics 32, 2004",
        # By default scikit-learn scales these with the mean and the spread of all rows, test rows
        # included. Scaling is the reader's step, fitted on the training rows.
        scaled=False,
    ),
    "blobs": _blobs,
}


@dataclass(frozen=True)
class _Published:
    """A large set that is not installed with any library.

    Attributes:
        title: What it is, for a message.
        files: What to put into the cache by hand, for a message.
        two_parts: Is it published as training and test set?
        stand_in: The name of the embedded set that is given when it cannot be had, if any is fit.
        caution: What differs then, for a message.
    """

    title: str
    files: str
    two_parts: bool = True
    stand_in: str | None = None
    caution: str = ""


_PUBLISHED = {
    "mnist": _Published(
        "MNIST (70,000 handwritten digits)",
        "mnist.npz",
        stand_in="digits28",
        caution="1,797 handwritten digits, upscaled to the same 28x28 pixels",
    ),
    "fashion_mnist": _Published(
        "Fashion-MNIST (70,000 images of garments)",
        "fashion-mnist/*.gz or fashion_mnist.npz",
        stand_in="digits28",
        caution="1,797 images of the same 28x28 pixels, but of handwritten digits, no garments",
    ),
    "cifar100": _Published(
        "CIFAR-100 (60,000 color images)",
        "cifar-100-python.tar.gz, renamed to cifar-100-python-target_archive,",
    ),
    "imdb": _Published("IMDB (50,000 movie reviews)", "imdb.npz"),
    "california_housing": _Published(
        "California housing (20,640 districts)",
        "california_housing.npz",
        two_parts=False,
        stand_in="diabetes",
        caution="another table for regression, 442 patients with 10 measurements each",
    ),
}


def _load_published(
    name: str, test_size: float | None, seed: int | np.random.Generator | None
) -> tuple[tuple[NDArray[Any], NDArray[Any]], tuple[NDArray[Any], NDArray[Any]]]:
    from nnbook import _keras_cache

    published = _PUBLISHED[name]
    if published.two_parts and test_size is not None:
        raise ValueError(
            f"test_size must be left out for {name!r}, which is published as a training set and a "
            f"test set, got {test_size!r}."
        )
    data = _scikit_learns_california() if name == "california_housing" else None
    if data is None:
        data = _keras_cache.read(name)
    if data is None:
        try:
            _keras_cache.download(name)
        except OSError as error:
            return _stand_in(name, test_size, seed, error)
        data = _keras_cache.read(name)
    return data if published.two_parts else _split(*data, test_size, False, seed)


def _scikit_learns_california() -> tuple[NDArray[Any], NDArray[Any]] | None:
    """The housing data from scikit-learn's own cache, or None."""
    home = Path(os.environ.get("SCIKIT_LEARN_DATA", "~/scikit_learn_data")).expanduser()
    if not home.is_dir():  # scikit-learn would make it
        return None
    from sklearn.datasets import fetch_california_housing

    try:
        return fetch_california_housing(data_home=home, download_if_missing=False, return_X_y=True)
    except OSError:
        return None


def _stand_in(
    name: str, test_size: float | None, seed: int | np.random.Generator | None, error: OSError
) -> tuple[tuple[NDArray[Any], NDArray[Any]], tuple[NDArray[Any], NDArray[Any]]]:
    from nnbook import _keras_cache

    published = _PUBLISHED[name]
    missing = f"{published.title} is not in the cache and could not be downloaded ({error})"
    folder = str(_keras_cache.folder()).replace(str(Path.home()), "~", 1)
    remedy = f"call load_data({name!r}) once with a network, or put {published.files} into {folder}"
    if published.stand_in is None:
        raise FileNotFoundError(f"{missing}, and no embedded data set is like it: {remedy}.")
    warnings.warn(
        f"{missing}, so you get {published.stand_in!r} instead ({published.caution}); for the real "
        f"data, {remedy}.",
        UserWarning,
        stacklevel=4,
    )
    (x_train, y_train), (x_test, y_test) = load_data(published.stand_in, test_size, seed)
    if published.two_parts:  # labels of the type that the real set has
        y_train, y_test = y_train.astype(np.uint8), y_test.astype(np.uint8)
    return (x_train, y_train), (x_test, y_test)

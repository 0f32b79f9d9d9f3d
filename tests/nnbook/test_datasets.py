"""Data sets: what is in them, and that they need no network."""

import dataclasses
import gzip
import hashlib
import http.server
import io
import json
import os
import pickle
import socket
import subprocess
import sys
import sysconfig
import tarfile
import threading
import warnings
import zipfile
from pathlib import Path

import joblib
import numpy as np
import pytest
import sklearn.datasets

from nnbook import _keras_cache, datasets

GATES = ("and", "or", "nand", "xor")
IMAGES = ("digits", "digits28")
PHOTOS = {"grace_hopper": (600, 512, 3), "china": (427, 640, 3), "flower": (427, 640, 3)}

# name: shape of x, type of x, samples in each class (None: regression)
FACTS = {
    "and": ((4, 2), "float64", [3, 1]),
    "or": ((4, 2), "float64", [1, 3]),
    "nand": ((4, 2), "float64", [1, 3]),
    "xor": ((4, 2), "float64", [2, 2]),
    "iris": ((150, 4), "float64", [50, 50, 50]),
    "digits": ((1797, 8, 8), "float64", [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]),
    "digits28": ((1797, 28, 28), "uint8", [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]),
    "wine": ((178, 13), "float64", [59, 71, 48]),
    "breast_cancer": ((569, 30), "float64", [212, 357]),
    "diabetes": ((442, 10), "float64", None),
    "blobs": ((1000, 2), "float64", [100] * 10),
}


def test_names():
    assert datasets.names() == tuple(FACTS)


@pytest.mark.parametrize("name", FACTS)
class TestEveryDataSet:
    def test_shapes_types_and_counts(self, name):
        shape, dtype, counts = FACTS[name]
        data = datasets.load(name)
        assert data.name == name
        assert data.x.shape == shape and data.x.dtype == dtype
        assert np.isfinite(data.x).all()
        assert data.y.shape == shape[:1]
        assert data.y.dtype == (np.float64 if counts is None else np.int64)
        if counts is None:
            assert data.class_names == ()
        else:
            assert np.bincount(data.y).tolist() == counts
            assert len(data.class_names) == len(counts)
        assert len(data.feature_names) == (0 if name in IMAGES else shape[1])
        names = (*data.feature_names, *data.class_names)
        assert all(type(text) is str and text for text in names)

    def test_says_what_it_is_and_where_it_is_from(self, name):
        data = datasets.load(name)
        assert data.description.endswith(".") and len(data.description) > 40
        assert data.source
        if name != "blobs":
            assert any(year in data.source for year in map(str, range(1850, 2010)))

    def test_repr_is_one_telling_line(self, name):
        text = repr(datasets.load(name))
        assert "\n" not in text and len(text) <= 100
        assert repr(name) in text and str(FACTS[name][0]) in text

    def test_arrays_are_fresh(self, name):
        first = datasets.load(name)
        x, y = first.x.copy(), first.y.copy()
        first.x[...] = 77
        first.y[...] = 1
        second = datasets.load(name)
        np.testing.assert_array_equal(second.x, x)
        np.testing.assert_array_equal(second.y, y)

    def test_is_frozen(self, name):
        with pytest.raises(dataclasses.FrozenInstanceError):
            datasets.load(name).x = None


@pytest.mark.parametrize(
    ("name", "y"),
    [("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1]), ("nand", [1, 1, 1, 0]), ("xor", [0, 1, 1, 0])],
)
def test_truth_tables(name, y):
    data = datasets.load(name)
    assert data.x.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert data.y.tolist() == y


def test_iris_has_fishers_means():
    # Fisher (1936), table 2: sepal length, sepal width, petal length, petal width.
    means = {
        "setosa": [5.006, 3.428, 1.462, 0.246],
        "versicolor": [5.936, 2.770, 4.260, 1.326],
        "virginica": [6.588, 2.974, 5.552, 2.026],
    }
    iris = datasets.load("iris")
    for label, name in enumerate(iris.class_names):
        np.testing.assert_allclose(iris.x[iris.y == label].mean(axis=0), means[name], atol=1e-9)
    assert iris.feature_names[2:] == ("petal length (cm)", "petal width (cm)")


def test_tables_are_in_their_own_units():
    age = datasets.load("diabetes").x[:, 0]
    assert age.min() == 19 and age.max() == 79
    assert np.unique(datasets.load("diabetes").x[:, 1]).tolist() == [1, 2]
    assert datasets.load("diabetes").y.min() == 25 and datasets.load("diabetes").y.max() == 346
    alcohol = datasets.load("wine").x[:, 0]
    assert alcohol.min() > 11 and alcohol.max() < 15
    assert datasets.load("breast_cancer").class_names == ("malignant", "benign")


def test_digits_count_ink():
    x = datasets.load("digits").x
    assert x.min() == 0 and x.max() == 16
    np.testing.assert_array_equal(x, np.rint(x))


def test_digits28_are_the_digits_upscaled():
    import cv2

    small, large = datasets.load("digits"), datasets.load("digits28")
    np.testing.assert_array_equal(small.y, large.y)
    assert large.x.min() == 0 and large.x.max() == 255
    assert "upscaled" in large.description
    for i in range(0, 1797, 100):
        back = cv2.resize(large.x[i], (8, 8), interpolation=cv2.INTER_AREA)
        assert np.corrcoef(back.ravel(), small.x[i].ravel())[0, 1] > 0.97


def test_blobs_are_ten_gaussian_clouds_that_overlap():
    blobs = datasets.load("blobs")
    centers = np.array([blobs.x[blobs.y == k].mean(axis=0) for k in range(10)])
    assert np.abs(centers).max() < 10.5
    for k, center in enumerate(centers):
        spread = np.cov((blobs.x[blobs.y == k] - center).T)
        np.testing.assert_allclose(spread, np.eye(2), atol=0.45)
    distances = np.linalg.norm(blobs.x[:, None] - centers, axis=-1)
    accuracy = np.mean(distances.argmin(axis=1) == blobs.y)
    assert 0.85 < accuracy < 0.97


def test_blobs_stay_as_published():
    # NumPy may change its generator's stream; chapters print results that hang on these points.
    x = datasets.load("blobs").x
    published = [[2.610699083485, -3.237802254173], [-3.776474020316, -2.217833301859]]
    np.testing.assert_allclose(x[[0, -1]], published, atol=1e-11)


@pytest.mark.parametrize("name", [name for name in FACTS if name not in GATES])
class TestLoadData:
    def test_is_a_stratified_partition(self, name):
        data = datasets.load(name)
        (x_train, y_train), (x_test, y_test) = datasets.load_data(name, test_size=0.2, seed=3)
        n = len(data.y)
        assert len(x_test) == len(y_test) == -(-n // 5)
        assert len(x_train) == len(y_train) == n - len(x_test)
        assert x_train.dtype == x_test.dtype == data.x.dtype
        assert _rows(np.r_[x_train, x_test], np.r_[y_train, y_test]) == _rows(data.x, data.y)
        if data.class_names:
            share = np.bincount(data.y) * len(y_test) / n
            assert np.abs(np.bincount(y_test) - share).max() < 1

    def test_same_seed_same_split(self, name):
        def split(seed):
            (x_train, y_train), (x_test, y_test) = datasets.load_data(name, seed=seed)
            return np.r_[y_train, y_test], np.r_[x_train, x_test]

        for first, second in zip(split(5), split(5), strict=True):
            np.testing.assert_array_equal(first, second)
        assert np.any(split(5)[1] != split(6)[1])


def _rows(x, y):
    """Every sample with its label, as a sorted list: equal lists hold the same rows."""
    return sorted((row.tobytes(), label) for row, label in zip(x, y.tolist(), strict=True))


def test_load_data_leaves_a_quarter_for_the_test():
    (x_train, _), (x_test, _) = datasets.load_data("iris")
    assert (len(x_train), len(x_test)) == (112, 38)


@pytest.mark.parametrize("name", GATES)
def test_a_truth_table_is_not_split(name):
    with pytest.raises(ValueError, match=rf"'{name}' has only the 4 rows.*load\('{name}'\)"):
        datasets.load_data(name)


@pytest.mark.parametrize("name", PHOTOS)
def test_photos(name):
    photo = datasets.load_photo(name)
    assert photo.shape == PHOTOS[name] and photo.dtype == np.uint8
    assert photo.min() < 10 and photo.max() > 245
    photo[...] = 0
    assert datasets.load_photo(name).max() > 245


def test_photos_are_red_green_blue():
    # The flower is orange, the sky over China is blue.
    red, green, blue = datasets.load_photo("flower")[150:250, 280:380].reshape(-1, 3).mean(axis=0)
    assert red > green > blue
    red, green, blue = datasets.load_photo("china")[:60].reshape(-1, 3).mean(axis=0)
    assert blue > red


@pytest.mark.parametrize("call", [datasets.load, datasets.load_data])
@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("irsi", "iris"),
        ("Iris", "iris"),
        ("digits_28", "digits28"),
        ("breast cancer", "breast_cancer"),
    ],
)
def test_unknown_name_gets_the_nearest(call, name, near):
    with pytest.raises(ValueError, match=f"{name!r}.*Did you mean {near!r}") as error:
        call(name)
    assert all(known in str(error.value) for known in datasets.names())


@pytest.mark.parametrize("name", ["qqq", "", 3, None, ["iris"]])
def test_unknown_name_far_from_all(name):
    with pytest.raises(ValueError, match="iris"):
        datasets.load(name)


def test_unknown_photo():
    with pytest.raises(ValueError, match="'chna'.*Did you mean 'china'.*grace_hopper"):
        datasets.load_photo("chna")


def test_no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a data set asked for the network")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    for name in datasets.names():
        datasets.load(name)
    for name in PHOTOS:
        datasets.load_photo(name)


WATCH = """
import json, os, sys
import cv2, matplotlib.cbook, matplotlib.image, sklearn.datasets
from nnbook import datasets
seen = []
sys.addaudithook(
    lambda event, args: seen.append((event, str(args[0])))
    if event == "open" or event.startswith("socket.") else None
)
for name in datasets.names():
    datasets.load(name)
for name in ("grace_hopper", "china", "flower"):
    datasets.load_photo(name)
print(json.dumps({"seen": seen, "pyplot": "matplotlib.pyplot" in sys.modules}))
"""


def test_reads_only_what_its_libraries_installed(tmp_path):
    run = subprocess.run(
        [sys.executable, "-c", WATCH], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    answer = json.loads(run.stdout)
    installed = tuple(sysconfig.get_path(key) for key in ("purelib", "platlib", "stdlib"))
    assert {path for event, path in answer["seen"] if not path.startswith(installed)} == set()
    assert any("grace_hopper.jpg" in path for _, path in answer["seen"])
    assert not answer["pyplot"]


def test_import_is_light():
    code = (
        "import sys, nnbook.datasets\n"
        "print([m for m in ('sklearn', 'matplotlib', 'cv2', 'tensorflow') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


# ------------------------------------------------------------- the large published data sets
#
# Small fakes in the formats of the real files, in a Keras cache of the test's own.

PUBLISHED = ("mnist", "fashion_mnist", "cifar100", "imdb", "california_housing")
STAND_INS = {"mnist": "digits28", "fashion_mnist": "digits28", "california_housing": "diabetes"}


def fake_images(seed, n, shape, classes):
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 256, size=(n, *shape), dtype=np.uint8)
    return x, rng.integers(0, classes, size=n, dtype=np.uint8)


def fake_npz(folder, name="mnist.npz"):
    x_train, y_train = fake_images(0, 7, (28, 28), 10)
    x_test, y_test = fake_images(1, 4, (28, 28), 10)
    np.savez(folder / name, x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)


def fake_idx(folder):
    (folder / "fashion-mnist").mkdir()
    for seed, (part, n) in enumerate((("train", 7), ("t10k", 4))):
        x, y = fake_images(seed, n, (28, 28), 10)
        for array, kind in ((x, "images-idx3"), (y, "labels-idx1")):
            head = np.array([0x800 + array.ndim, *array.shape], dtype=">i4").tobytes()
            with gzip.open(folder / f"fashion-mnist/{part}-{kind}-ubyte.gz", "wb") as file:
                file.write(head + array.tobytes())


def fake_cifar100(folder, batch=None):
    with tarfile.open(folder / "cifar-100-python-target_archive", "w:gz") as archive:
        for seed, (part, n) in enumerate((("train", 7), ("test", 4))):
            x, y = fake_images(seed, n, (3072,), 100)
            data = pickle.dumps(batch or {b"data": x, b"fine_labels": y.tolist()}, protocol=3)
            info = tarfile.TarInfo(f"cifar-100-python/{part}")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


def fake_imdb(folder):
    rng = np.random.default_rng(0)
    arrays = {}
    for part, n in (("train", 9), ("test", 6)):
        reviews = np.empty(n, dtype=object)
        reviews[:] = [rng.integers(1, 50, size=k + 2).tolist() for k in range(n)]
        arrays |= {f"x_{part}": reviews, f"y_{part}": rng.integers(0, 2, size=n)}
    np.savez(folder / "imdb.npz", **arrays)


def census():
    """A table like the original one: longitude, latitude, age, rooms, bedrooms, ..., value."""
    rng = np.random.default_rng(0)
    low = [-124.3, 32.5, 1, 900, 200, 500, 150, 0.5, 15_000]
    high = [-114.4, 41.9, 52, 9000, 900, 3000, 800, 15, 500_001]
    return rng.uniform(low, high, size=(40, 9))


def fake_california(folder):
    table = census().astype(np.float32)
    np.savez(folder / "california_housing.npz", x=table[:, :8], y=table[:, 8])


FAKES = {
    "mnist": fake_npz,
    "fashion_mnist": fake_idx,
    "cifar100": fake_cifar100,
    "imdb": fake_imdb,
    "california_housing": fake_california,
}


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """The folder of a Keras cache that does not exist yet, on a machine without a network."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path / "scikit-learn"))

    def refuse(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return tmp_path / "keras" / "datasets"


@pytest.fixture
def filled(cache):
    """A cache with a fake of every set."""
    cache.mkdir(parents=True)
    for fake in FAKES.values():
        fake(cache)
    return cache


def arrays(data):
    return [array for part in data for array in part]


class TestFromTheCache:
    @pytest.mark.parametrize("name", ["mnist", "fashion_mnist", "cifar100", "imdb"])
    def test_it_is_what_keras_loads(self, keras, filled, monkeypatch, name):
        from keras.src.backend import config
        from keras.src.utils import file_utils

        monkeypatch.setattr(config, "_KERAS_DIR", str(filled.parent))
        monkeypatch.setattr(file_utils, "validate_file", lambda *args, **kwargs: True)  # fakes
        expected = getattr(keras.datasets, name).load_data()
        for ours, theirs in zip(arrays(datasets.load_data(name)), arrays(expected), strict=True):
            assert ours.shape == theirs.shape and ours.dtype == theirs.dtype
            assert ours.tolist() == theirs.tolist()

    @pytest.mark.parametrize("name", PUBLISHED)
    def test_arrays_are_fresh_and_nothing_is_warned(self, filled, name):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            first = arrays(datasets.load_data(name))
            expected = [array.copy() for array in first]
            for array in first:
                array[...] = 0
            for array, before in zip(arrays(datasets.load_data(name)), expected, strict=True):
                np.testing.assert_array_equal(array, before)

    def test_fashion_mnist_as_one_file(self, cache):
        cache.mkdir(parents=True)
        fake_idx(cache)
        expected = arrays(datasets.load_data("fashion_mnist"))
        for path in (cache / "fashion-mnist").iterdir():
            path.unlink()
        fake_npz(cache, "fashion_mnist.npz")
        for ours, theirs in zip(arrays(datasets.load_data("fashion_mnist")), expected, strict=True):
            np.testing.assert_array_equal(ours, theirs)

    def test_california_has_scikit_learns_columns_wherever_it_is_from(self, filled):
        def load():
            return arrays(datasets.load_data("california_housing", test_size=0.2, seed=3))

        from_census = load()
        assert [array.shape for array in from_census] == [(32, 8), (32,), (8, 8), (8,)]
        assert {array.dtype for array in from_census} == {np.dtype(np.float64)}

        home = Path(os.environ["SCIKIT_LEARN_DATA"])
        home.mkdir()
        joblib.dump(census()[:, [8, 7, 2, 3, 4, 5, 6, 1, 0]], home / "cal_housing_py3.pkz")
        bunch = sklearn.datasets.fetch_california_housing(download_if_missing=False)
        from_scikit_learn = load()
        assert sorted(np.r_[from_scikit_learn[1], from_scikit_learn[3]]) == sorted(bunch.target)
        for ours, theirs in zip(from_census, from_scikit_learn, strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=1e-6)  # Keras's file is float32

        # A file that already has scikit-learn's columns is left as it is.
        (home / "cal_housing_py3.pkz").unlink()
        np.savez(filled / "california_housing.npz", x=bunch.data, y=bunch.target)
        for ours, theirs in zip(load(), from_scikit_learn, strict=True):
            np.testing.assert_array_equal(ours, theirs)

    def test_keras_is_not_imported(self, filled):
        code = (
            "import sys; from nnbook import datasets; datasets.load_data('mnist')\n"
            "print([m for m in ('keras', 'tensorflow', 'sklearn', 'tqdm') if m in sys.modules])"
        )
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        assert run.stdout.strip() == "[]"

    def test_without_keras_home_it_is_the_home_folder(self, monkeypatch, tmp_path):
        monkeypatch.delenv("KERAS_HOME", raising=False)
        monkeypatch.setenv("HOME", str(tmp_path))
        assert _keras_cache.folder() == tmp_path / ".keras" / "datasets"


def real_mnist():
    path = _keras_cache.folder() / "mnist.npz"
    return path.is_file() and path.stat().st_size > 10**7


@pytest.mark.skipif(not real_mnist(), reason="the real mnist.npz is not in the Keras cache")
def test_the_real_mnist():
    (x_train, y_train), (x_test, y_test) = datasets.load_data("mnist")
    assert x_train.shape == (60_000, 28, 28) and x_test.shape == (10_000, 28, 28)
    assert x_train.dtype == y_train.dtype == np.uint8
    counts = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.bincount(y_train).tolist() == counts
    counts = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert np.bincount(y_test).tolist() == counts
    assert y_train[:5].tolist() == [5, 0, 4, 1, 9]


class TestWithoutCacheAndNetwork:
    @pytest.mark.parametrize("name", STAND_INS)
    def test_the_stand_in_comes_with_one_sentence(self, cache, name):
        stand_in = STAND_INS[name]
        with pytest.warns(UserWarning) as caught:
            data = datasets.load_data(name, seed=5)
        (warning,) = caught
        assert warning.filename == __file__  # it points at the line that asked
        text = str(warning.message)
        assert text.count(". ") == 0 and text.endswith(".") and "\n" not in text
        assert "could not be downloaded (" in text
        assert f"you get {stand_in!r} instead" in text
        assert f"load_data({name!r}) once with a network" in text and str(cache) in text
        expected = datasets.load_data(stand_in, seed=5)
        for ours, theirs in zip(arrays(data), arrays(expected), strict=True):
            np.testing.assert_array_equal(ours, theirs)
        if name != "california_housing":
            assert {array.dtype for array in arrays(data)} == {np.dtype(np.uint8)}

    @pytest.mark.parametrize("name", ["cifar100", "imdb"])
    def test_where_nothing_is_alike_it_says_what_to_do(self, cache, name):
        with pytest.raises(FileNotFoundError, match="no embedded data set is like it") as error:
            datasets.load_data(name)
        text = str(error.value)
        assert "\n" not in text and f"load_data({name!r}) once with a network" in text
        assert str(cache) in text

    @pytest.mark.parametrize("name", PUBLISHED)
    def test_no_trace_is_left(self, cache, tmp_path, name):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                datasets.load_data(name)
            except FileNotFoundError:
                assert name not in STAND_INS
        assert list(tmp_path.iterdir()) == []

    def test_the_home_folder_is_not_spelled_out(self, cache, monkeypatch, tmp_path):
        monkeypatch.setenv("HOME", str(tmp_path))
        with pytest.warns(UserWarning, match="put mnist.npz into ~/keras/datasets"):
            datasets.load_data("mnist")


class TestDamagedFiles:
    """They are named, and left as they are."""

    def check(self, path, name, message):
        before = path.read_bytes()
        with pytest.raises(ValueError, match=message) as error:
            datasets.load_data(name)
        assert str(path) in str(error.value) and "delete it" in str(error.value)
        assert path.read_bytes() == before

    @pytest.mark.parametrize(
        ("name", "file"),
        [
            ("mnist", "mnist.npz"),
            ("fashion_mnist", "fashion-mnist/train-images-idx3-ubyte.gz"),
            ("cifar100", "cifar-100-python-target_archive"),
            ("imdb", "imdb.npz"),
            ("california_housing", "california_housing.npz"),
        ],
    )
    @pytest.mark.parametrize("rest", [0, 0.3, 0.9])
    def test_broken_off(self, filled, name, file, rest):
        data = (filled / file).read_bytes()
        (filled / file).write_bytes(data[: int(rest * len(data))])
        self.check(filled / file, name, "is damaged or is another data set")

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"x_train": np.zeros((7, 32, 32), np.uint8)}, r"28 x 28 bytes, got shape \(7, 32, 32"),
            ({"x_train": np.zeros((7, 28, 28))}, "of bytes|bytes, got .*float64"),
            ({"y_test": np.full(4, 10, np.uint8)}, "one label below 10 for each of 4 images"),
            ({"y_test": np.zeros(5, np.uint8)}, "one label below 10 for each of 4 images"),
            ({"y_test": None}, "y_test"),
        ],
    )
    def test_another_npz(self, filled, change, message):
        with np.load(filled / "mnist.npz") as f:
            content = {key: f[key] for key in f} | change
        content = {key: value for key, value in content.items() if value is not None}
        np.savez(filled / "mnist.npz", **content)
        self.check(filled / "mnist.npz", "mnist", message)

    def test_another_table(self, filled):
        path = filled / "california_housing.npz"
        np.savez(path, x=np.ones((5, 13)), y=np.ones(5))
        self.check(path, "california_housing", "expected 8 columns")
        np.savez(path, x=np.ones((5, 8)), y=np.ones(5))
        self.check(path, "california_housing", "no column holds the longitudes")

    def test_a_pickle_that_runs_code_is_refused(self, filled, tmp_path):
        class Trap:
            def __reduce__(self):
                return os.mkdir, (str(tmp_path / "sprung"),)

        fake_cifar100(filled, {b"data": Trap(), b"fine_labels": []})
        self.check(filled / "cifar-100-python-target_archive", "cifar100", "asks for .*mkdir")
        with np.load(filled / "imdb.npz") as f:
            labels = {key: f[key] for key in ("y_train", "y_test")}
        x = np.array([Trap()], dtype=object)
        np.savez(filled / "imdb.npz", x_train=x, x_test=x, **labels)
        self.check(filled / "imdb.npz", "imdb", "asks for .*mkdir")
        assert not (tmp_path / "sprung").exists()

    def test_imdb_labels_must_fit(self, filled):
        with zipfile.ZipFile(filled / "imdb.npz") as archive:
            reviews = {key: archive.read(f"{key}.npy") for key in ("x_train", "x_test")}
        with zipfile.ZipFile(filled / "imdb.npz", "w") as archive:
            for key, data in reviews.items():
                archive.writestr(f"{key}.npy", data)
                y = io.BytesIO()
                np.save(y, np.zeros(3, np.int64))
                archive.writestr(f"y_{key[2:]}.npy", y.getvalue())
        self.check(filled / "imdb.npz", "imdb", "one label, 0 or 1, for each of 9 reviews")


class Server(http.server.BaseHTTPRequestHandler):
    """Answers from ``files``; what else it does is set by ``behavior``."""

    files: dict = {}
    asked: list = []
    behavior = "serve"
    gone = threading.Event()

    def do_GET(self):
        self.asked.append(self.path)
        if self.behavior == "silent":
            self.gone.wait(30)
            return
        if self.path not in self.files:
            self.send_error(404)
            return
        body = self.files[self.path]
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.behavior == "break off":
            body = body[: len(body) // 2]
        self.wfile.write(body[: len(body) // 2])
        self.wfile.flush()
        if self.behavior == "stall":
            self.gone.wait(30)
            return
        self.wfile.write(body[len(body) // 2 :])

    def log_message(self, *args):
        pass


@pytest.fixture
def server(tmp_path, monkeypatch, cache):
    """A server on this machine that has the fakes, and the addresses of the sets set to it."""
    monkeypatch.undo()  # the network of the machine itself is needed
    monkeypatch.setenv("KERAS_HOME", str(cache.parent))
    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path / "scikit-learn"))
    for proxy in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(proxy, raising=False)
    origin = tmp_path / "origin"
    origin.mkdir()
    for fake in FAKES.values():
        fake(origin)

    class Handler(Server):
        files, asked, gone = {}, [], threading.Event()

    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    layouts = {}
    for name, (first, *others) in _keras_cache._LAYOUTS.items():
        files = []
        for file in first.files:
            body = (origin / file.name).read_bytes()
            Handler.files[f"/{file.name}"] = body
            url = f"http://127.0.0.1:{httpd.server_port}/{file.name}"
            checksum = file.sha256 and hashlib.sha256(body).hexdigest()
            files.append(dataclasses.replace(file, url=url, sha256=checksum))
        layouts[name] = (dataclasses.replace(first, files=tuple(files)), *others)
    monkeypatch.setattr(_keras_cache, "_LAYOUTS", layouts)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield Handler
    Handler.gone.set()
    httpd.shutdown()
    httpd.server_close()


class TestDownload:
    def stand_in(self, reason):
        """Asks for MNIST, and gets the stand-in for the reason given."""
        with pytest.warns(UserWarning, match=rf"could not be downloaded \({reason}.*'digits28'"):
            (x_train, _), _ = datasets.load_data("mnist")
        assert len(x_train) == 1347

    @pytest.mark.parametrize("name", PUBLISHED)
    def test_once_and_for_all(self, server, cache, name):
        first = datasets.load_data(name)
        asked = len(server.asked)
        assert asked == (4 if name == "fashion_mnist" else 1)
        second = datasets.load_data(name)
        assert len(server.asked) == asked
        for one, two in zip(arrays(first), arrays(second), strict=True):
            np.testing.assert_array_equal(one, two)
        paths = [path for path in cache.rglob("*") if path.is_file()]
        saved = {f"/{path.relative_to(cache)}": path.read_bytes() for path in paths}
        assert saved == {path: server.files[path] for path in set(server.asked)}

    def test_only_what_is_missing(self, server, cache):
        datasets.load_data("fashion_mnist")
        (cache / "fashion-mnist/t10k-labels-idx1-ubyte.gz").unlink()
        server.asked.clear()
        datasets.load_data("fashion_mnist")
        assert server.asked == ["/fashion-mnist/t10k-labels-idx1-ubyte.gz"]

    @pytest.mark.parametrize(
        ("behavior", "reason"),
        [
            ("break off", "mnist.npz broke off after"),
            ("stall", "timed out"),
            ("silent", "(timed out|no answer within 0.5 seconds)"),
        ],
    )
    def test_no_partial_file(self, server, cache, monkeypatch, behavior, reason):
        monkeypatch.setattr(_keras_cache, "ANSWER_WITHIN", 0.5)
        server.behavior = behavior
        self.stand_in(reason)
        assert not cache.exists() or list(cache.iterdir()) == []

    def test_wrong_checksum(self, server, cache):
        server.files["/mnist.npz"] = b"<html>Please log in to the network.</html>"
        self.stand_in("mnist.npz arrived with the wrong checksum")
        assert list(cache.iterdir()) == []

    def test_broken_gzip(self, server, cache):
        path = "/fashion-mnist/t10k-images-idx3-ubyte.gz"
        server.files[path] = server.files[path][:-20]
        with pytest.warns(UserWarning, match="t10k-images-idx3-ubyte.gz is incomplete"):
            datasets.load_data("fashion_mnist")
        assert not (cache / path[1:]).exists()
        assert not any(p.name.startswith(".") for p in cache.rglob("*"))

    def test_no_such_file(self, server, cache):
        server.files.clear()
        self.stand_in("Not Found")
        assert not cache.exists()

    def test_an_interrupt_leaves_nothing(self, server, cache, monkeypatch):
        def interrupt(*args):
            raise KeyboardInterrupt

        monkeypatch.setattr(os, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            datasets.load_data("mnist")
        assert list(cache.iterdir()) == []

    def test_a_folder_that_cannot_be_written(self, server, cache):
        cache.parent.write_text("a file where the cache should be")
        self.stand_in(r"\[Errno")
        assert cache.parent.read_text() == "a file where the cache should be"

    def test_a_name_server_that_keeps_silent(self, cache, monkeypatch):
        release = threading.Event()

        def wait(*args, **kwargs):
            release.wait(30)
            raise socket.gaierror(-2, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", wait)
        monkeypatch.setattr(_keras_cache, "ANSWER_WITHIN", 0.2)
        try:
            self.stand_in("no answer within 0.2 seconds")
        finally:
            release.set()


def test_a_published_split_takes_no_test_size(filled):
    for name in ("mnist", "fashion_mnist", "cifar100", "imdb"):
        with pytest.raises(ValueError, match=f"test_size must be left out for {name!r}.*got 0.25"):
            datasets.load_data(name, test_size=0.25)
    with pytest.raises(ValueError, match="test_size"):
        datasets.load_data("california_housing", test_size=1.5)


@pytest.mark.parametrize("name", ["iris", "mnist"])
@pytest.mark.parametrize("seed", ["a", -1, 1.5])
def test_the_seed_is_checked(filled, name, seed):
    with pytest.raises(ValueError, match=f"seed must be an integer of at least 0.*, got {seed!r}"):
        datasets.load_data(name, seed=seed)


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_large_sets_are_for_load_data(name):
    assert name not in datasets.names()
    with pytest.raises(ValueError, match=rf"use load_data\('{name}'\)"):
        datasets.load(name)


@pytest.mark.parametrize(("name", "near"), [("minst", "mnist"), ("fashion-mnist", "fashion_mnist")])
def test_unknown_names_find_the_large_sets_too(name, near):
    with pytest.raises(ValueError, match=f"{name!r}.*Did you mean {near!r}.*imdb"):
        datasets.load_data(name)

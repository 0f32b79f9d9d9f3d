"""Data sets: what is in them, and that they need no network."""

import dataclasses
import json
import socket
import subprocess
import sys
import sysconfig

import numpy as np
import pytest

from nnbook import datasets

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

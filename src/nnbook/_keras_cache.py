"""The published data sets, in the folder where Keras keeps its downloads.

This reads and fills Keras's own cache, so that a set that either has fetched serves both. It does
not go through ``keras.datasets``, because importing that takes ten seconds, because that waits for
a silent network without an end, and because that deletes a file whose checksum it does not know
before it finds out that there is no network.
"""

from __future__ import annotations

import gzip
import hashlib
import http.client
import os
import pickle
import queue
import tarfile
import tempfile
import threading
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Parts = tuple[tuple[NDArray[Any], NDArray[Any]], tuple[NDArray[Any], NDArray[Any]]]
"""``(x_train, y_train), (x_test, y_test)``"""

ANSWER_WITHIN = 5.0
"""Seconds that the network has for an answer, and then for each further piece of a file."""

_KERAS_URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"


def folder() -> Path:
    """The folder of Keras's downloads."""
    return Path(os.environ.get("KERAS_HOME", "~/.keras")).expanduser() / "datasets"


def read(name: str) -> Any | None:
    """What the cache holds of a data set, or None if it is not there.

    Returns:
        ``(x_train, y_train), (x_test, y_test)``, or ``x, y`` where no split is published.

    Raises:
        ValueError: If a file does not hold what it should.
    """
    for layout in _LAYOUTS[name]:
        paths = [folder() / file.name for file in layout.files]
        if all(path.is_file() for path in paths):
            return _read_checked(layout, paths)
    return None


def download(name: str) -> None:
    """Put a data set into the cache. A file arrives whole, or not at all.

    Raises:
        OSError: If the network does not answer in time, sends something else than the file, or
            the file cannot be saved.
    """
    for file in _LAYOUTS[name][0].files:
        if not (folder() / file.name).exists():
            try:
                _download(file, folder() / file.name)
            except http.client.HTTPException as error:
                raise OSError(f"{type(error).__name__} from the server") from error
            except urllib.error.URLError as error:
                raise OSError(f"{error.reason}") from error


# ----------------------------------------------------------------------------------- network


@dataclass(frozen=True)
class _File:
    name: str
    url: str
    sha256: str | None = None


def _download(file: _File, target: Path) -> None:
    from tqdm import tqdm

    with _open(file.url) as answer:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".download-") as scratch:
            partial = Path(scratch) / target.name
            size = int(answer.headers.get("Content-Length", 0))
            digest = hashlib.sha256()
            with (
                open(partial, "wb") as out,
                tqdm(desc=target.name, total=size or None, unit="B", unit_scale=True) as bar,
            ):
                while piece := answer.read(2**18):
                    out.write(piece)
                    digest.update(piece)
                    bar.update(len(piece))
            received = partial.stat().st_size
            if size and received != size:
                raise OSError(f"{target.name} broke off after {received} of {size} bytes")
            if file.sha256 and digest.hexdigest() != file.sha256:
                raise OSError(f"{target.name} arrived with the wrong checksum")
            if target.suffix == ".gz":
                _gunzip(partial)  # has a checksum of its own
            os.replace(partial, target)


def _open(url: str) -> Any:
    """Open a URL, or raise OSError when nothing has answered in time.

    ``urlopen`` puts no limit on the search for the server's address, which takes long on a
    network that leads nowhere. So it runs aside, and is abandoned.
    """
    answer: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answer.put(urllib.request.urlopen(url, timeout=ANSWER_WITHIN))
        except Exception as error:
            answer.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        result = answer.get(timeout=ANSWER_WITHIN)
    except queue.Empty:
        raise TimeoutError(f"no answer within {ANSWER_WITHIN:g} seconds") from None
    if isinstance(result, Exception):
        raise result
    return result


# ----------------------------------------------------------------------------------- reading


@dataclass(frozen=True)
class _Layout:
    files: tuple[_File, ...]
    read: Callable[[list[Path]], Any]


_DAMAGED = (
    ValueError, KeyError, TypeError, IndexError, EOFError, OSError, zlib.error,
    zipfile.BadZipFile, tarfile.TarError, pickle.UnpicklingError,
)  # fmt: skip


def _read_checked(layout: _Layout, paths: list[Path]) -> Any:
    try:
        return layout.read(paths)
    except PermissionError:
        raise
    except _DAMAGED as error:
        files = " or ".join(str(path) for path in paths)
        raise ValueError(
            f"{files} is damaged or is another data set ({error}): delete it, and it will be "
            "downloaded again."
        ) from error


def _gunzip(path: Path) -> bytes:
    try:
        with gzip.open(path) as file:
            return file.read()
    except (EOFError, zlib.error) as error:
        raise OSError(f"{path.name} is incomplete") from error


def _checked(x: NDArray[Any], y: NDArray[Any], shape: tuple[int, ...], classes: int) -> None:
    if x.shape[1:] != shape or x.dtype != np.uint8:
        size = " x ".join(map(str, shape))
        raise ValueError(f"expected images of {size} bytes, got shape {x.shape} of {x.dtype}")
    if len(x) == 0 or len(y) != len(x) or y.max() >= classes or y.min() < 0:
        raise ValueError(f"expected one label below {classes} for each of {len(x)} images")


def _read_npz(paths: list[Path]) -> Parts:
    """MNIST, and Fashion-MNIST as one file."""
    with np.load(paths[0], allow_pickle=False) as f:
        parts = (f["x_train"], f["y_train"]), (f["x_test"], f["y_test"])
    for x, y in parts:
        _checked(x, y, (28, 28), 10)
    return parts


def _read_idx(paths: list[Path]) -> Parts:
    """Fashion-MNIST in the idx format: a few numbers of four bytes, then the bytes."""
    arrays = []
    for path, axes in zip(paths, (1, 3, 1, 3), strict=True):
        data = _gunzip(path)
        head, *shape = np.frombuffer(data, ">i4", count=1 + axes).tolist()
        if head != 0x800 + axes:  # 8 stands for bytes
            raise ValueError(f"{path.name} is not an idx file with {axes} axes")
        # A copy, since NumPy lets nobody write into what it reads from bytes.
        arrays.append(np.frombuffer(data, np.uint8, offset=4 * (1 + axes)).reshape(shape).copy())
    y_train, x_train, y_test, x_test = arrays
    for x, y in ((x_train, y_train), (x_test, y_test)):
        _checked(x, y, (28, 28), 10)
    return (x_train, y_train), (x_test, y_test)


class _ArrayUnpickler(pickle.Unpickler):
    """Reads pickled NumPy arrays and plain Python values, and refuses to call anything else."""

    _allowed = {
        ("numpy", "ndarray"): np.ndarray,
        ("numpy", "dtype"): np.dtype,
        # The function that rebuilds an array, under the names of NumPy 1 and 2.
        ("numpy.core.multiarray", "_reconstruct"): np.empty(0).__reduce__()[0],
        ("numpy._core.multiarray", "_reconstruct"): np.empty(0).__reduce__()[0],
    }

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self._allowed:
            raise pickle.UnpicklingError(f"it asks for {module}.{name}, which is no data")
        return self._allowed[module, name]


def _read_cifar100(paths: list[Path]) -> Parts:
    """One archive of two pickles, the channels first."""
    parts = []
    with tarfile.open(paths[0]) as archive:
        for member in ("train", "test"):
            with archive.extractfile(f"cifar-100-python/{member}") as file:
                batch = _ArrayUnpickler(file, encoding="bytes").load()
            x = batch[b"data"].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
            y = np.reshape(batch[b"fine_labels"], (-1, 1))
            _checked(x, y, (32, 32, 3), 100)
            parts.append((x, y))
    return tuple(parts)


def _read_imdb(paths: list[Path]) -> Parts:
    """Reviews as lists of word numbers, with the defaults of ``keras.datasets.imdb.load_data``."""
    start, unknown, first_word = 1, 2, 3
    rng = np.random.RandomState(113)  # Keras's order of the reviews, by NumPy's old generator
    reviews, labels = [], []
    for part in ("train", "test"):
        with np.load(paths[0], allow_pickle=False) as f:
            y = f[f"y_{part}"]
        with zipfile.ZipFile(paths[0]) as archive, archive.open(f"x_{part}.npy") as file:
            # Reviews differ in length, so NumPy saves them as a pickle behind its own header.
            np.lib.format.read_magic(file)
            np.lib.format.read_array_header_1_0(file)
            x = _ArrayUnpickler(file).load()
        if len(x) != len(y) or not np.isin(y, (0, 1)).all():
            raise ValueError(f"expected one label, 0 or 1, for each of {len(x)} reviews")
        order = np.arange(len(x))
        rng.shuffle(order)
        reviews.append([[start] + [word + first_word for word in x[i]] for i in order])
        labels.append(y[order])
    # Without a limit on the words, Keras takes the largest number as the limit, and so calls the
    # very rarest word unknown.
    limit = max(max(review) for part in reviews for review in part)
    parts = []
    for part, y in zip(reviews, labels, strict=True):
        x = np.empty(len(part), dtype=object)
        x[:] = [[word if word < limit else unknown for word in review] for review in part]
        parts.append((x, y))
    return tuple(parts)


def _read_california(paths: list[Path]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The table with scikit-learn's columns and units.

    Keras's file holds the columns of the census (longitude, latitude, age, rooms, bedrooms,
    population, households, income; whatever its documentation says) and values in dollars.
    """
    with np.load(paths[0], allow_pickle=False) as f:
        x, y = f["x"].astype(np.float64), f["y"].astype(np.float64)
    if x.ndim != 2 or x.shape[1] != 8 or len(x) == 0 or y.shape != x.shape[:1]:
        raise ValueError(f"expected 8 columns and one target, got {x.shape} and {y.shape}")
    if _is_longitude(x[:, 0]):
        longitude, latitude, age, rooms, bedrooms, population, households, income = x.T
        columns = (income, age, rooms / households, bedrooms / households, population,
                   population / households, latitude, longitude)  # fmt: skip
        x, y = np.stack(columns, axis=1), y / 100_000
    if not _is_longitude(x[:, 7]):
        raise ValueError("no column holds the longitudes of California")
    return x, y


def _is_longitude(column: NDArray[Any]) -> bool:
    return bool(np.all((column > -125) & (column < -114)))


def _one_file(read: Callable[[list[Path]], Any], name: str, url: str, sha256: str) -> _Layout:
    return _Layout((_File(name, url, sha256),), read)


# For each name the layouts that are read; the first is the one that is downloaded. File names,
# addresses and checksums are Keras's.
_LAYOUTS: dict[str, tuple[_Layout, ...]] = {
    "mnist": (
        _one_file(
            _read_npz,
            "mnist.npz",
            f"{_KERAS_URL}mnist.npz",
            "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
        ),
    ),
    "fashion_mnist": (
        _Layout(
            tuple(
                _File(f"fashion-mnist/{part}-ubyte.gz", f"{_KERAS_URL}{part}-ubyte.gz")
                for part in (
                    "train-labels-idx1",
                    "train-images-idx3",
                    "t10k-labels-idx1",
                    "t10k-images-idx3",
                )
            ),
            _read_idx,
        ),
        # The same as one file like mnist.npz, as many courses pass it on; never downloaded.
        _Layout((_File("fashion_mnist.npz", ""),), _read_npz),
    ),
    "cifar100": (
        _one_file(
            _read_cifar100,
            "cifar-100-python-target_archive",
            "https://www.cs.toronto.edu/~kriz/cifar-100-python.tar.gz",
            "85cd44d02ba6437773c5bbd22e183051d648de2e7d6b014e1ef29b855ba677a7",
        ),
    ),
    "imdb": (
        _one_file(
            _read_imdb,
            "imdb.npz",
            f"{_KERAS_URL}imdb.npz",
            "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f",
        ),
    ),
    "california_housing": (
        _one_file(
            _read_california,
            "california_housing.npz",
            f"{_KERAS_URL}california_housing.npz",
            "1a2e3a52e0398de6463aebe6f4a8da34fb21fbb6b934cf88c3425e766f2a1a6f",
        ),
    ),
}

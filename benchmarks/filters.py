"""How many times faster than a plain triple loop is a filter: nnbook, and its named peers.

Run it from the project's folder::

    python benchmarks/filters.py

Every function gets the same float32 image in the layout (H, W, C), and its result is compared with
the loop's before anything is timed. The rows "planes" get the same array with its channels behind
one another in memory, which spares the first step: to take the channels apart.
"""

from collections.abc import Callable

import numpy as np
from _timing import machine, medians, ratio, table

SIZE = 440
TARGET = 4000


def naive_rgb(image: np.ndarray, kernel: np.ndarray, stride: int = 1) -> np.ndarray:
    """One filter as first written: rows, columns, channels, and the sum of a small product."""
    kh, kw, channels = kernel.shape
    height = (image.shape[0] - kh) // stride + 1
    width = (image.shape[1] - kw) // stride + 1
    y = np.zeros((height, width))
    for r in range(height):
        for c in range(width):
            for d in range(channels):
                top, left = r * stride, c * stride
                window = image[top : top + kh, left : left + kw, d]
                y[r, c] += np.sum(window * kernel[:, :, d])
    return y


def naive_filters(image: np.ndarray, kernels: np.ndarray) -> np.ndarray:
    """Several filters, one after the other."""
    return np.stack([naive_rgb(image, kernels[..., f]) for f in range(kernels.shape[3])], axis=-1)


def in_planes(image: np.ndarray) -> np.ndarray:
    """The same image (H, W, C), each channel in one piece of memory."""
    return np.ascontiguousarray(image.transpose(2, 0, 1)).transpose(1, 2, 0)


Candidates = dict[str, Callable[[], np.ndarray]]


def rgb(image: np.ndarray, kernel: np.ndarray) -> Candidates:
    """One filter (3, 3, 3) on an image (H, W, 3)."""
    import cv2
    import scipy.signal
    import tensorflow as tf

    from nnbook import filters

    slices = [np.ascontiguousarray(kernel[:, :, d]) for d in range(3)]
    planes = in_planes(image)
    x, w = tf.constant(image[np.newaxis]), tf.constant(kernel[..., np.newaxis])

    def opencv(channels: list[np.ndarray]) -> np.ndarray:
        red, green, blue = map(cv2.filter2D, channels, (-1, -1, -1), slices)
        return (red + green + blue)[1:-1, 1:-1]

    def scipys() -> np.ndarray:
        return sum(scipy.signal.correlate2d(image[..., d], slices[d], "valid") for d in range(3))

    return {
        "naive": lambda: naive_rgb(image, kernel),
        "nnbook, by definition": lambda: filters.correlate2d_by_definition(image, kernel),
        "scipy.signal.correlate2d": scipys,
        "nnbook.filters": lambda: filters.correlate2d(image, kernel),
        "nnbook.filters, planes": lambda: filters.correlate2d(planes, kernel),
        "tf.nn.conv2d": lambda: tf.nn.conv2d(x, w, 1, "VALID").numpy()[0, ..., 0],
        "cv2": lambda: opencv(cv2.split(image)),
        "cv2, planes": lambda: opencv([planes[..., d] for d in range(3)]),
    }


def five(image: np.ndarray, kernels: np.ndarray) -> Candidates:
    """Five filters (3, 3, 3, 5) on an image (H, W, 3)."""
    import cv2
    import scipy.signal
    import tensorflow as tf

    from nnbook import filters

    slices = [[np.ascontiguousarray(kernels[:, :, d, f]) for d in range(3)] for f in range(5)]
    planes = in_planes(image)
    x, w = tf.constant(image[np.newaxis]), tf.constant(kernels)

    def opencv(channels: list[np.ndarray]) -> np.ndarray:
        maps = [sum(map(cv2.filter2D, channels, (-1, -1, -1), kernel)) for kernel in slices]
        return cv2.merge(maps)[1:-1, 1:-1]

    def scipys() -> np.ndarray:
        return np.stack(
            [
                sum(scipy.signal.correlate2d(image[..., d], kernel[d], "valid") for d in range(3))
                for kernel in slices
            ],
            axis=-1,
        )

    return {
        "naive": lambda: naive_filters(image, kernels),
        "nnbook, by definition": lambda: filters.correlate2d_by_definition(image, kernels),
        "scipy.signal.correlate2d": scipys,
        "nnbook.filters": lambda: filters.correlate2d(image, kernels),
        "nnbook.filters, planes": lambda: filters.correlate2d(planes, kernels),
        "tf.nn.conv2d": lambda: tf.nn.conv2d(x, w, 1, "VALID").numpy()[0],
        "cv2": lambda: opencv(cv2.split(image)),
        "cv2, planes": lambda: opencv([planes[..., d] for d in range(3)]),
    }


def sobel(gray: np.ndarray) -> Candidates:
    """Sobel along x and along y on an image (H, W)."""
    import cv2
    import scipy.signal
    import tensorflow as tf

    from nnbook import filters

    kernels = np.stack([filters.SOBEL_X, filters.SOBEL_Y], axis=-1)[:, :, np.newaxis]
    kernels = kernels.astype(np.float32)
    x, w = tf.constant(gray[np.newaxis, ..., np.newaxis]), tf.constant(kernels)

    def pair(correlate: Callable[..., np.ndarray]) -> Callable[[], np.ndarray]:
        return lambda: (correlate(gray, kernels[..., 0, 0]), correlate(gray, kernels[..., 0, 1]))

    def opencv() -> np.ndarray:
        gx = cv2.Sobel(gray, cv2.CV_32F, 1, 0)
        gy = cv2.Sobel(gray, cv2.CV_32F, 0, 1)
        return gx[1:-1, 1:-1], gy[1:-1, 1:-1]

    def tensorflow() -> np.ndarray:
        maps = tf.nn.conv2d(x, w, 1, "VALID").numpy()[0]
        return maps[..., 0], maps[..., 1]

    image = gray[..., np.newaxis]
    return {
        "naive": lambda: tuple(naive_rgb(image, kernels[..., k]) for k in range(2)),
        "nnbook, by definition": pair(filters.correlate2d_by_definition),
        "scipy.signal.correlate2d": pair(lambda i, k: scipy.signal.correlate2d(i, k, "valid")),
        "nnbook.filters": lambda: filters.sobel(gray, padding="valid"),
        "tf.nn.conv2d": tensorflow,
        "cv2": opencv,
    }


def main() -> None:
    rng = np.random.default_rng(0)
    image = rng.uniform(0, 255, size=(SIZE, SIZE, 3)).astype(np.float32)
    kernels = rng.normal(size=(3, 3, 3, 5)).astype(np.float32)
    cases = {
        "one filter 3x3x3": rgb(image, np.ascontiguousarray(kernels[..., 0])),
        "five filters 3x3x3": five(image, kernels),
        "Sobel x and y, gray": sobel(np.ascontiguousarray(image[..., 0])),
    }
    speed: dict[str, dict[str, float]] = {}
    for case, candidates in cases.items():
        expected = np.asarray(candidates["naive"]())
        for name, function in candidates.items():
            np.testing.assert_allclose(
                np.asarray(function()), expected, rtol=0, atol=5e-3, err_msg=name
            )
        seconds = medians(candidates)
        speed[case] = {name: seconds["naive"] / s for name, s in seconds.items()}

    def row(name: str) -> list[str]:
        return [ratio(speed[case][name]) if name in speed[case] else "" for case in cases]

    names = next(iter(cases.values()))
    print(f"Times faster than the naive loops; image {SIZE}x{SIZE}, float32:\n")
    print(table(["", *cases], [[name, *row(name)] for name in names]))
    print("\nnnbook.filters against its peers, times as fast:\n")
    peers = ("scipy.signal.correlate2d", "tf.nn.conv2d", "cv2")
    pairs = [("nnbook.filters", peer) for peer in peers]
    pairs.append(("nnbook.filters, planes", "cv2, planes"))
    rows = []
    for ours, peer in pairs:
        both = {case: s[ours] / s[peer] for case, s in speed.items() if ours in s}
        rows.append([f"{ours} / {peer}", *(ratio(both[c]) if c in both else "" for c in cases)])
    print(table(["", *cases], rows))
    best = speed["one filter 3x3x3"]["nnbook.filters, planes"]
    print(
        f"\nTarget, one filter on planes at least {TARGET:,} times: "
        f"{'reached' if best >= TARGET else 'MISSED'}."
    )
    print(machine("numpy", "scipy", "tensorflow", "opencv-python"))


if __name__ == "__main__":
    main()

"""Filters, held to OpenCV, SciPy and Keras at random shapes."""

import math
import subprocess
import sys

import cv2
import numpy as np
import pytest
import scipy.signal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnbook import datasets, filters

OPENCV_BORDERS = {
    "constant": cv2.BORDER_CONSTANT,
    "edge": cv2.BORDER_REPLICATE,
    "reflect": cv2.BORDER_REFLECT_101,
    "symmetric": cv2.BORDER_REFLECT,
}

sizes = st.integers(1, 12)
kernel_sizes = st.integers(1, 5)
seeds = st.integers(0, 2**32 - 1)
# What Keras is asked: a fixture that lasts for the session is no trouble to hypothesis.
with_keras = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def photo():
    """A real photo, not square, red, green and blue."""
    return datasets.load_photo("china")


def draw_case(seed, height, width, kh, kw, channels, count, dtype=np.float64):
    """A random image (H, W, C), kernel (kh, kw, C, F) and bias (F,)."""
    rng = np.random.default_rng(seed)
    image = rng.normal(size=(height, width, channels)).astype(dtype)
    kernel = rng.normal(size=(kh, kw, channels, count)).astype(dtype)
    return image, kernel, rng.normal(size=count).astype(dtype)


# ------------------------------------------------------------------------------ output size


@pytest.mark.parametrize(
    ("arguments", "size"),
    [
        ((5, 3), 3),  # S-228
        ((5, 4, 1, 2), 6),  # S-230
        ((440, 3), 438),  # S-243
        ((28, 2), 27),
        ((28, 2, 2), 14),  # D-066: pooling halves with stride 2 only
        ((28, 3, 2), 13),  # D-068: floor
        ((28, 3, 2, "same"), 14),
        ((7, 3, 2, 1), 4),
        ((1, 1), 1),
        ((5, 9, 3, "same"), 2),
    ],
)
def test_output_size_by_hand(arguments, size):
    assert filters.output_size(*arguments) == size


@given(n=st.integers(1, 60), f=st.integers(1, 9), s=st.integers(1, 6), p=st.integers(0, 5))
def test_output_size_counts_the_windows(n, f, s, p):
    if f <= n + 2 * p:
        assert filters.output_size(n, f, s, p) == len(range(0, n + 2 * p - f + 1, s))
    else:
        with pytest.raises(ValueError, match=f"kernel_size {f} is longer"):
            filters.output_size(n, f, s, p)
    assert filters.output_size(n, f, s, "same") == math.ceil(n / s)


@pytest.mark.parametrize("f", [1, 3, 5, 7])
def test_same_with_an_odd_kernel_is_padding_by_half_of_it(f):
    # S-231: p = (f - 1) / 2
    assert filters.output_size(17, f, padding="same") == 17
    assert filters.output_size(17, f, padding=(f - 1) // 2) == 17


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 3), "n must be a whole number of at least 1, got 0"),
        ((5.0, 3), r"n must be a whole number of at least 1, got 5\.0"),
        ((5, 0), "kernel_size must be a whole number of at least 1, got 0"),
        ((5, 3, 0), "strides must be a whole number of at least 1, got 0"),
        ((5, 3, True), "strides must be a whole number"),
        ((5, 3, 1, -1), "padding must be a whole number of at least 0, got -1"),
        ((5, 3, 1, "sane"), "Unknown padding 'sane'. Did you mean 'same'"),
        ((2, 3), "kernel_size 3 is longer than the input of 2 pixels"),
    ],
)
def test_output_size_refuses(arguments, message):
    with pytest.raises(ValueError, match=message):
        filters.output_size(*arguments)


# ---------------------------------------------------------------------------------- padding


@pytest.mark.parametrize("mode", filters.MODES)
@given(
    height=st.integers(2, 8),
    width=st.integers(2, 8),
    seed=seeds,
    sides=st.tuples(*[st.tuples(st.integers(0, 4), st.integers(0, 4))] * 2),
)
def test_pad_is_opencvs(mode, height, width, seed, sides):
    image = np.random.default_rng(seed).normal(size=(height, width, 3))
    expected = cv2.copyMakeBorder(image, *sides[0], *sides[1], OPENCV_BORDERS[mode])
    np.testing.assert_array_equal(filters.pad(image, sides, mode), expected)
    expected = cv2.copyMakeBorder(image[..., 0].copy(), *sides[0], *sides[1], OPENCV_BORDERS[mode])
    np.testing.assert_array_equal(filters.pad(image[..., 0], sides, mode), expected)


def test_the_table_of_modes_in_the_docstring():
    rows = [line.split() for line in filters.pad.__doc__.splitlines() if "BORDER_" in line]
    assert {row[0].strip('`"'): row[-1].strip("`") for row in rows} == {
        mode: next(n for n in names if hasattr(cv2, n) and getattr(cv2, n) == value)
        for (mode, value), names in zip(
            OPENCV_BORDERS.items(),
            [["BORDER_CONSTANT"], ["BORDER_REPLICATE"], ["BORDER_REFLECT_101"], ["BORDER_REFLECT"]],
            strict=True,
        )
    }
    for row in rows:
        padded = filters.pad([[1, 2, 3, 4]], (0, 2), row[0].strip('`"'))[0]
        assert ["0abcd"[int(value)] for value in padded] == row[1:9]


@pytest.mark.parametrize("padding", [1, (1, 2), ((0, 1), (2, 3))])
def test_pad_takes_the_forms_of_zero_padding_2d(keras, padding):
    image = np.arange(24.0).reshape(2, 4, 3)
    expected = np.asarray(keras.layers.ZeroPadding2D(padding)(image[np.newaxis]))[0]
    np.testing.assert_array_equal(filters.pad(image, padding), expected)


@pytest.mark.parametrize(
    ("padding", "mode", "message"),
    [
        ("same", "constant", "padding must be a number of pixels here, got 'same'"),
        (-1, "constant", "padding must be a whole number of at least 0, got -1"),
        (1.5, "constant", "padding must be a whole number, .*got 1.5"),
        ((1, 2, 3), "constant", r"got \(1, 2, 3\)"),
        (((1, 2, 3), 1), "constant", r"got \(1, 2, 3\)"),
        (1, "reflekt", "Unknown mode 'reflekt'. Did you mean 'reflect'"),
    ],
)
def test_pad_refuses(padding, mode, message):
    with pytest.raises(ValueError, match=message):
        filters.pad(np.ones((4, 4)), padding, mode)


# ------------------------------------------------------------------------- cross-correlation


def test_worked_example():
    image = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    # top left: 1*1 + 2*0 + 4*0 + 5*(-1) = -4, and the same everywhere on this ramp
    expected = [[-4, -4], [-4, -4]]
    assert filters.correlate2d(image, [[1, 0], [0, -1]]).tolist() == expected
    assert filters.correlate2d(image, [[1, 0], [0, -1]], bias=0.5)[0, 0] == -3.5
    # turned by half a turn the kernel is [[-1, 0], [0, 1]]
    assert filters.convolve2d(image, [[1, 0], [0, -1]]).tolist() == [[4, 4], [4, 4]]


forms = st.one_of(
    st.sampled_from(["valid", "same"]),
    st.integers(0, 3),
    st.tuples(st.integers(0, 3), st.integers(0, 3)),
    st.tuples(st.tuples(st.integers(0, 3), st.integers(0, 2)), st.tuples(st.just(1), st.just(3))),
)
strides = st.one_of(st.integers(1, 4), st.tuples(st.integers(1, 4), st.integers(1, 4)))


def fits(height, width, kh, kw, padding):
    if padding == "same":
        return True
    if padding == "valid":
        return kh <= height and kw <= width
    rows, columns = (padding, padding) if isinstance(padding, int) else padding
    rows = 2 * rows if isinstance(rows, int) else sum(rows)
    columns = 2 * columns if isinstance(columns, int) else sum(columns)
    return kh <= height + rows and kw <= width + columns


@given(
    seed=seeds,
    height=sizes,
    width=sizes,
    kh=kernel_sizes,
    kw=kernel_sizes,
    channels=st.integers(1, 4),
    count=st.integers(1, 4),
    strides=strides,
    padding=forms,
    dtype=st.sampled_from([np.float32, np.float64]),
    with_bias=st.booleans(),
    block=st.sampled_from([1, 100, 2**18]),
)
@settings(max_examples=200, deadline=None)
def test_the_fast_path_is_the_definition(
    seed, height, width, kh, kw, channels, count, strides, padding, dtype, with_bias, block
):
    """Whatever the shapes, and wherever the fast path cuts the image into blocks."""
    image, kernel, bias = draw_case(seed, height, width, kh, kw, channels, count, dtype)
    arguments = (image, kernel, bias if with_bias else None, strides, padding)
    if not fits(height, width, kh, kw, padding):
        for correlate in (filters.correlate2d, filters.correlate2d_by_definition):
            with pytest.raises(ValueError, match="is larger than the image"):
                correlate(*arguments)
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filters, "_BLOCK", block)
        fast = filters.correlate2d(*arguments)
    slow = filters.correlate2d_by_definition(*arguments)
    assert fast.shape == slow.shape and fast.dtype == slow.dtype == dtype
    tolerance = 1e-12 if dtype == np.float64 else 2e-5
    np.testing.assert_allclose(fast, slow, rtol=0, atol=tolerance)


@given(
    seed=seeds,
    height=sizes,
    width=sizes,
    kh=kernel_sizes,
    kw=kernel_sizes,
    channels=st.integers(1, 4),
    count=st.integers(1, 4),
    strides=strides,
    padding=st.sampled_from(["valid", "same"]),
)
@with_keras
def test_it_is_keras_ops_conv(
    keras, seed, height, width, kh, kw, channels, count, strides, padding
):
    if not fits(height, width, kh, kw, padding):
        return
    image, kernel, _ = draw_case(seed, height, width, kh, kw, channels, count)
    # TensorFlow's kernel for the processor takes unequal strides too.
    expected = keras.ops.conv(
        image[np.newaxis], kernel, strides=strides, padding=padding, data_format="channels_last"
    )
    y = filters.correlate2d(image, kernel, strides=strides, padding=padding)
    assert y.shape == expected.shape[1:]
    np.testing.assert_allclose(y, np.asarray(expected)[0], rtol=0, atol=1e-10)


@pytest.mark.parametrize(("strides", "padding"), [(1, "same"), ((2, 3), "valid"), (2, "same")])
def test_it_is_keras_conv_2d_with_bias(keras, photo, strides, padding):
    rng = np.random.default_rng(0)
    image = (photo[:60, :75] / 255).astype(np.float32)
    layer = keras.layers.Conv2D(5, (3, 4), strides=strides, padding=padding)
    layer.build((None, *image.shape))
    kernel, bias = (rng.normal(size=w.shape).astype(np.float32) for w in layer.weights)
    layer.set_weights([kernel, bias])
    y = filters.correlate2d(image, kernel, bias, strides, padding)
    np.testing.assert_allclose(y, np.asarray(layer(image[np.newaxis]))[0], rtol=0, atol=5e-6)


@given(seed=seeds, height=sizes, width=sizes, kh=kernel_sizes, kw=kernel_sizes)
def test_it_is_scipys(seed, height, width, kh, kw):
    rng = np.random.default_rng(seed)
    image, kernel = rng.normal(size=(height, width)), rng.normal(size=(kh, kw))
    for ours, theirs in (
        (filters.correlate2d, scipy.signal.correlate2d),
        (filters.convolve2d, scipy.signal.convolve2d),
    ):
        if fits(height, width, kh, kw, "valid"):
            # SciPy swaps image and kernel where the kernel is larger; then nothing is left to say.
            expected = theirs(image, kernel, mode="valid")
            np.testing.assert_allclose(ours(image, kernel), expected, rtol=0, atol=1e-12)
        expected = theirs(image, kernel, mode="full")
        full = ours(image, kernel, padding=(kh - 1, kw - 1))
        np.testing.assert_allclose(full, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("mode", filters.MODES)
@given(
    seed=seeds,
    height=st.integers(3, 12),
    width=st.integers(3, 12),
    kh=st.sampled_from([1, 3, 5]),
    kw=st.sampled_from([1, 3, 5]),
)
def test_it_is_opencvs_filter_2d(mode, seed, height, width, kh, kw):
    rng = np.random.default_rng(seed)
    image, kernel = rng.normal(size=(height, width, 3)), rng.normal(size=(kh, kw))
    # OpenCV filters each channel with the same kernel and keeps them apart.
    expected = cv2.filter2D(image, -1, kernel, borderType=OPENCV_BORDERS[mode])
    for channel in range(3):
        y = filters.correlate2d(filters.pad(image[..., channel], (kh // 2, kw // 2), mode), kernel)
        np.testing.assert_allclose(y, expected[..., channel], rtol=0, atol=1e-12)


def test_one_filter_on_a_photo_in_float32(photo):
    kernel = np.random.default_rng(3).normal(size=(3, 3, 3))
    image = photo.astype(np.float32)
    y = filters.correlate2d(image, kernel)
    assert y.shape == (425, 638) and y.dtype == np.float32  # D-063: not square
    exact = filters.correlate2d(photo, kernel)
    assert exact.dtype == np.float64
    # D-060: signed floats, far outside of 0..255, that no byte could hold
    assert exact.min() < 0 and exact.max() > 255
    np.testing.assert_allclose(y, exact, rtol=0, atol=1e-3)


# What published versions get wrong.


def test_each_channel_has_its_own_slice(photo):
    """D-057: not the sum of all slices on each channel."""
    image, kernel = photo[:20, :30], np.random.default_rng(0).normal(size=(3, 3, 3))
    parts = [filters.correlate2d(image[..., c], kernel[..., c]) for c in range(3)]
    y = filters.correlate2d(image, kernel)
    np.testing.assert_allclose(y, sum(parts), rtol=0, atol=1e-9)
    mixed = sum(filters.correlate2d(image[..., c], kernel.sum(axis=2)) for c in range(3))
    assert np.abs(y - mixed).max() > 100


def test_the_padded_image_is_read():
    """D-058."""
    y = filters.correlate2d(np.ones((3, 4)), np.ones((3, 3)), padding=1)
    assert y.tolist() == [[4, 6, 6, 4], [6, 9, 9, 6], [4, 6, 6, 4]]


def test_the_stride_is_applied():
    """D-059: every second window, not the first windows."""
    image = np.random.default_rng(0).normal(size=(9, 8))
    kernel = np.random.default_rng(1).normal(size=(3, 2))
    y = filters.correlate2d(image, kernel)
    np.testing.assert_array_equal(filters.correlate2d(image, kernel, strides=2), y[::2, ::2])
    np.testing.assert_array_equal(filters.correlate2d(image, kernel, strides=(3, 1)), y[::3])


def test_maps_of_several_filters_are_stacked(photo):
    """D-061, S-250: five filters give five maps."""
    kernel = np.random.default_rng(0).normal(size=(3, 3, 3, 5))
    bias = np.arange(5.0)
    maps = filters.correlate2d(photo[:40, :50], kernel, bias)
    assert maps.shape == (38, 48, 5)
    for f in range(5):
        one = filters.correlate2d(photo[:40, :50], kernel[..., f], bias[f])
        assert one.shape == (38, 48)
        np.testing.assert_allclose(maps[..., f], one, rtol=0, atol=1e-9)


def test_convolution_flips_the_kernel_and_nothing_else():
    """D-065: channels and filters keep their order."""
    image, kernel, bias = draw_case(5, 8, 9, 3, 2, 3, 4)
    flipped = np.flip(kernel, axis=(0, 1))
    np.testing.assert_array_equal(
        filters.convolve2d(image, kernel, bias, (2, 1), "same"),
        filters.correlate2d(image, flipped, bias, (2, 1), "same"),
    )
    assert not np.allclose(filters.convolve2d(image, kernel), filters.correlate2d(image, kernel))
    symmetric = kernel + flipped
    np.testing.assert_allclose(
        filters.convolve2d(image, symmetric), filters.correlate2d(image, symmetric), atol=1e-12
    )


def test_one_channel_has_two_spellings():
    image, kernel, _ = draw_case(0, 6, 7, 3, 3, 1, 1)
    expected = filters.correlate2d(image[..., 0], kernel[..., 0, 0])
    assert expected.shape == (4, 5)
    for i in (image, image[..., 0]):
        for k in (kernel[..., 0, 0], kernel[..., 0]):
            np.testing.assert_array_equal(filters.correlate2d(i, k), expected)
        np.testing.assert_array_equal(filters.correlate2d(i, kernel)[..., 0], expected)


def test_arguments_are_left_alone_and_may_lie_anyhow():
    image, kernel, bias = draw_case(0, 6, 7, 3, 3, 2, 3)
    expected = filters.correlate2d(image, kernel, bias, 1, "same")
    for x in (np.asfortranarray(image), image[::-1][::-1], np.repeat(image, 2, axis=1)[:, ::2]):
        before = x.copy()
        x.setflags(write=False)
        y = filters.correlate2d(x, np.asfortranarray(kernel), bias, 1, "same")
        np.testing.assert_allclose(y, expected, rtol=0, atol=1e-12)
        np.testing.assert_array_equal(x, before)
    y[...] = 0  # the result is the caller's own
    np.testing.assert_array_equal(filters.correlate2d(image, kernel, bias, 1, "same"), expected)


def test_a_stray_pixel_stays_where_it_is():
    image = np.zeros((9, 9))
    image[4, 4] = np.nan
    y = filters.correlate2d(image, np.ones((3, 3)))
    assert np.argwhere(np.isnan(y)).tolist() == [[r, c] for r in (2, 3, 4) for c in (2, 3, 4)]


RGB, FILTER = np.ones((5, 6, 3)), np.ones((3, 3, 3))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((RGB, np.ones((3, 3))), r"slice of its own for each channel.*\(5, 6, 3\).*got \(3, 3\)"),
        ((RGB, np.ones((3, 3, 4))), r"\(3, 3, 3\) or \(3, 3, 3, filters\), got \(3, 3, 4\)"),
        ((RGB[..., 0], FILTER), r"\(3, 3\) or \(3, 3, 1\) or .*got \(3, 3, 3\)"),
        ((RGB[np.newaxis], FILTER), r"image must have shape .*got \(1, 5, 6, 3\)"),
        ((RGB[:0], FILTER), r"image must have shape .*got \(0, 6, 3\)"),
        ((RGB, np.ones(3)), r"kernel must have shape .*got \(3,\)"),
        ((RGB, np.ones((3, 0, 3))), r"kernel must have shape .*got \(3, 0, 3\)"),
        ((RGB, np.ones((7, 3, 3))), r"\(7, 3, 3\) is larger than the image of shape \(5, 6, 3\)"),
        ((RGB, np.ones((3, 9, 3)), None, 1, 1), r"larger than the image .*with padding 1"),
        ((RGB, FILTER, [1, 2]), r"bias must be one number or have shape \(1,\).*got shape \(2,\)"),
        ((RGB, np.ones((3, 3, 3, 2)), [1, 2, 3]), r"shape \(2,\).*got shape \(3,\)"),
        ((RGB, np.ones((3, 3, 3, 2)), [[1, 2]]), r"shape \(2,\).*got shape \(1, 2\)"),
        ((RGB, FILTER, None, 0), "strides must be a whole number of at least 1, got 0"),
        ((RGB, FILTER, None, 1.5), "strides must be a whole number or a pair of them, got 1.5"),
        ((RGB, FILTER, None, (1, 2, 3)), r"strides .*got \(1, 2, 3\)"),
        ((RGB, FILTER, None, 1, "full"), "Unknown padding 'full'.*same, valid"),
        ((RGB, FILTER, None, 1, None), "padding must be a whole number, .*got None"),
        ((RGB * 1j, FILTER), "image must hold real numbers"),
        (([[1, 2], [3]], [[1]]), "image must have rows of equal length"),
    ],
)
@pytest.mark.parametrize(
    "correlate", [filters.correlate2d, filters.convolve2d, filters.correlate2d_by_definition]
)
def test_refused(correlate, arguments, message):
    with pytest.raises(ValueError, match=message) as error:
        correlate(*arguments)
    assert "\n" not in str(error.value)


# ------------------------------------------------------------------------------------ Sobel


def test_sobel_responds_to_the_edges_its_docstring_says():
    """D-064: the name is the direction of the change."""
    bright_to_the_right = np.zeros((6, 6))
    bright_to_the_right[:, 3:] = 200  # a vertical edge
    gx, gy = filters.sobel(bright_to_the_right)
    assert gx[2].tolist() == [0, 0, 800, 800, 0, 0] and not gy.any()
    # D-062: the falling edge keeps its sign
    gx, gy = filters.sobel(bright_to_the_right[:, ::-1])
    assert gx[2].tolist() == [0, 0, -800, -800, 0, 0] and not gy.any()
    gx, gy = filters.sobel(bright_to_the_right.T)  # bright at the bottom: a horizontal edge
    assert gy[:, 2].tolist() == [0, 0, 800, 800, 0, 0] and not gx.any()


def test_sobel_of_a_ramp_is_eight_times_its_slope():
    rows, columns = np.mgrid[:7, :9]
    gx, gy = filters.sobel(3 * columns - 2 * rows, padding="valid")
    assert gx.shape == gy.shape == (5, 7)
    assert np.all(gx == 24) and np.all(gy == -16)


@pytest.mark.parametrize("mode", filters.MODES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@given(seed=seeds, height=st.integers(1, 12), width=st.integers(1, 12))
def test_sobel_is_opencvs(mode, dtype, seed, height, width):
    image = np.random.default_rng(seed).normal(size=(height, width)).astype(dtype)
    gx, gy = filters.sobel(image, mode=mode)
    assert gx.dtype == gy.dtype == dtype
    for g, order in ((gx, (1, 0)), (gy, (0, 1))):
        expected = cv2.Sobel(image, -1, *order, ksize=3, borderType=OPENCV_BORDERS[mode])
        tolerance = 1e-12 if dtype == np.float64 else 1e-5
        np.testing.assert_allclose(g, expected, rtol=0, atol=tolerance)


@given(seed=seeds, height=st.integers(3, 12), width=st.integers(3, 12))
def test_sobel_is_its_kernels(seed, height, width):
    image = np.random.default_rng(seed).normal(size=(height, width))
    for padding in ("valid", "same"):
        gx, gy = filters.sobel(image, padding, mode="constant")
        for g, kernel in ((gx, filters.SOBEL_X), (gy, filters.SOBEL_Y)):
            expected = filters.correlate2d(image, kernel, padding=padding)
            np.testing.assert_allclose(g, expected, rtol=0, atol=1e-12)


def test_sobel_of_a_photo_is_opencvs(photo):
    gray = cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY)
    gx, gy = filters.sobel(gray)
    np.testing.assert_array_equal(gx, cv2.Sobel(gray, cv2.CV_64F, 1, 0))
    np.testing.assert_array_equal(gy, cv2.Sobel(gray, cv2.CV_64F, 0, 1))
    # D-062: clipping to bytes would lose half of it
    assert gx.min() < -255 and gx.max() > 255
    inner_x, inner_y = filters.sobel(gray, padding="valid")
    np.testing.assert_array_equal(inner_x, gx[1:-1, 1:-1])
    np.testing.assert_array_equal(inner_y, gy[1:-1, 1:-1])


def test_sobel_takes_each_channel_on_its_own(photo):
    gx, gy = filters.sobel(photo)
    assert gx.shape == gy.shape == photo.shape
    np.testing.assert_array_equal(gx, cv2.Sobel(photo, cv2.CV_64F, 1, 0))
    for channel in range(3):
        one_x, one_y = filters.sobel(photo[..., channel])
        np.testing.assert_array_equal(gx[..., channel], one_x)
        np.testing.assert_array_equal(gy[..., channel], one_y)


def test_sobel_kernels():
    np.testing.assert_array_equal(filters.SOBEL_X, np.outer([1, 2, 1], [-1, 0, 1]))
    np.testing.assert_array_equal(filters.SOBEL_Y, filters.SOBEL_X.T)
    dx, dy = cv2.getDerivKernels(1, 0, 3)
    np.testing.assert_array_equal(filters.SOBEL_X, np.outer(dy, dx))
    with pytest.raises(ValueError, match="read-only"):
        filters.SOBEL_X[0, 0] = 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((np.ones((2, 5)), "valid"), r"at least 3 x 3 for padding 'valid', got \(2, 5\)"),
        ((np.ones((5, 5)), 1), "Unknown padding 1.*same, valid"),
        ((np.ones((5, 5)), "valid", "mirror"), "Unknown mode 'mirror'"),
        ((np.ones(5),), r"image must have shape .*got \(5,\)"),
    ],
)
def test_sobel_refuses(arguments, message):
    with pytest.raises(ValueError, match=message):
        filters.sobel(*arguments)


# ------------------------------------------------------------------- magnitude and direction


def test_magnitude_and_direction_of_a_photo(photo):
    gx, gy = filters.sobel(photo[..., 1])
    magnitude = filters.gradient_magnitude(gx, gy)
    direction = filters.gradient_direction(gx, gy)
    np.testing.assert_allclose(magnitude, cv2.magnitude(gx, gy), rtol=1e-12)
    np.testing.assert_array_equal(direction, np.arctan2(gy, gx))
    apart = np.abs(np.mod(direction, 2 * np.pi) - cv2.phase(gx, gy))
    assert np.minimum(apart, 2 * np.pi - apart).max() < 0.01  # OpenCV's phase is approximate
    np.testing.assert_allclose(magnitude * np.cos(direction), gx, rtol=0, atol=1e-9)
    np.testing.assert_allclose(magnitude * np.sin(direction), gy, rtol=0, atol=1e-9)


def test_the_convention_of_the_direction():
    right, down, left, up = (1, 0), (0, 1), (-1, 0), (0, -1)
    gx, gy = np.array([right, down, left, up, (0, 0), (-0.0, -0.0), (-1, -0.0)], float).T
    expected = np.array([0, 0.5, 1, -0.5, 0, 0, 1]) * np.pi
    np.testing.assert_array_equal(filters.gradient_direction(gx, gy), expected)


def test_magnitude_does_not_overflow():
    large = np.array([3e30], np.float32)
    magnitude = filters.gradient_magnitude(large, 4 / 3 * large)
    assert magnitude.dtype == np.float32
    np.testing.assert_allclose(magnitude, [5e30], rtol=1e-6)


@pytest.mark.parametrize("f", [filters.gradient_magnitude, filters.gradient_direction])
def test_gradients_of_two_images_are_refused(f):
    with pytest.raises(ValueError, match=r"same shape, got \(2, 3\) and \(3,\)"):
        f(np.ones((2, 3)), np.ones(3))


# --------------------------------------------------------------------------------- gray


def test_rgb_to_grayscale_is_keras(keras, photo):
    image = photo[:50, :70].astype(np.float32)
    gray = filters.rgb_to_grayscale(image)
    assert gray.shape == (50, 70, 1) and gray.dtype == np.float32
    expected = np.asarray(keras.ops.image.rgb_to_grayscale(image))
    np.testing.assert_allclose(gray, expected, rtol=0, atol=1e-4)
    assert filters.rgb_to_grayscale(photo).dtype == np.float64


@pytest.mark.parametrize("shape", [(4, 4), (4, 4, 1), (4, 4, 4), (1, 4, 4, 3)])
def test_rgb_to_grayscale_refuses(shape):
    with pytest.raises(ValueError, match="image must have shape"):
        filters.rgb_to_grayscale(np.ones(shape))


def test_import_is_light():
    code = (
        "import sys, nnbook.filters\n"
        "print([m for m in ('cv2', 'scipy', 'matplotlib', 'tensorflow') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

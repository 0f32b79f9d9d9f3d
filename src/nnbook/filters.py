r"""Filters: a small kernel slides over an image and leaves a map of what it responds to.

At each place the kernel is multiplied entry by entry with the window of the image under it, and
the products are summed:

.. math:: y_{r,c,f} = b_f + \sum_{i=0}^{k_h-1} \sum_{j=0}^{k_w-1} \sum_{d=0}^{C-1}
          x_{r s + i,\, c s + j,\, d} \; w_{i,j,d,f}

This is a cross-correlation. Deep learning calls it a convolution, and so does Keras's ``Conv2D``.
In mathematics a convolution also turns the kernel by half a turn first; :func:`convolve2d` does.
For a learned kernel the difference does not matter, for a given one it does: it flips the sign of
an edge filter.

=====================  ====================  ================  ==========================
image                  kernel                result            what it is
=====================  ====================  ================  ==========================
(H, W) or (H, W, 1)    (kh, kw)              (H', W')          gray image, one filter
(H, W, C)              (kh, kw, C)           (H', W')          C channels, one filter
(H, W, C)              (kh, kw, C, F)        (H', W', F)       F filters, as in ``Conv2D``
=====================  ====================  ================  ==========================

A filter has its own slice for each channel, and the sum over channels is part of the filter. The
maps of several filters are stacked, never summed. Height and width count separately everywhere.

Results are float32 when the image is float32, and float64 otherwise (bytes of a photo included).
They keep their sign: clip to 0..255 only to show them. Functions never change their arguments.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from nnbook._checks import as_float, unknown

__all__ = [
    "output_size",
    "pad",
    "correlate2d_by_definition",
    "correlate2d",
    "convolve2d",
    "SOBEL_X",
    "SOBEL_Y",
    "sobel",
    "gradient_magnitude",
    "gradient_direction",
    "rgb_to_grayscale",
]

Pair = int | Sequence[int]
"""One number for height and width, or one for each."""

Padding = str | int | Sequence[int] | Sequence[Sequence[int]]
"""``"valid"``, ``"same"``, or rows and columns to add, in the forms of ``ZeroPadding2D``."""

Sides = tuple[tuple[int, int], tuple[int, int]]
"""Rows to add at the top and bottom, columns at the left and right."""

MODES = ("constant", "edge", "reflect", "symmetric")


# ------------------------------------------------------------------------------ sizes, padding


def output_size(n: int, kernel_size: int, strides: int = 1, padding: str | int = "valid") -> int:
    r"""Length of the output along one axis.

    .. math:: \left\lfloor \frac{n + 2p - f}{s} \right\rfloor + 1

    with :math:`p = 0` for ``"valid"``. The floor says that a window which would reach over the
    end is left out; the stride need not divide. For ``"same"`` the length is
    :math:`\lceil n / s \rceil` for every kernel size: the input's own length at stride 1.

    Args:
        n: Length of the input along the axis, in pixels.
        kernel_size: Length f of the kernel along the axis.
        strides: Step s from one window to the next.
        padding: ``"valid"``, ``"same"``, or the number p of pixels added at each end.

    Returns:
        The number of windows.

    Raises:
        ValueError: If a number is not whole, is too small, or the kernel is longer than the
            padded input.

    Source:
        Vincent Dumoulin and Francesco Visin, A guide to convolution arithmetic for deep learning,
        2016.

    Examples:
        >>> output_size(5, 3), output_size(5, 4, padding=2), output_size(440, 3)
        (3, 6, 438)
        >>> output_size(28, 3, strides=2), output_size(28, 3, strides=2, padding="same")
        (13, 14)
    """
    n, strides = _whole(n, "n", 1), _whole(strides, "strides", 1)
    kernel_size = _whole(kernel_size, "kernel_size", 1)
    before, after = _padding_of_axis(n, kernel_size, strides, padding)
    if kernel_size > n + before + after:
        raise ValueError(
            f"kernel_size {kernel_size} is longer than the input of {n} pixels "
            f"with {before} + {after} pixels of padding."
        )
    return (n + before + after - kernel_size) // strides + 1


def pad(image: ArrayLike, padding: Padding, mode: str = "constant") -> NDArray[np.floating]:
    """Put a border around an image.

    ================  =================  ==============================
    ``mode``          row a b c d        OpenCV's name
    ================  =================  ==============================
    ``"constant"``    0 0 a b c d 0 0    ``BORDER_CONSTANT``
    ``"edge"``        a a a b c d d d    ``BORDER_REPLICATE``
    ``"reflect"``     c b a b c d c b    ``BORDER_REFLECT_101``
    ``"symmetric"``   b a a b c d d c    ``BORDER_REFLECT``
    ================  =================  ==============================

    Args:
        image: Shape (H, W) or (H, W, C).
        padding: Pixels to add, as in Keras's ``ZeroPadding2D``: one number for all four sides,
            (rows, columns), or ((top, bottom), (left, right)).
        mode: What to fill the border with; the names are those of ``numpy.pad``.

    Returns:
        The larger image, a copy, shape (top + H + bottom, left + W + right) or with C behind.

    Raises:
        ValueError: If the image has another number of axes, a number is negative or not whole,
            or the mode is unknown.
    """
    image = _image(image)
    if isinstance(padding, str):
        raise ValueError(f"padding must be a number of pixels here, got {padding!r}.")
    sides = _sides(padding)
    if mode not in MODES:
        raise unknown("mode", mode, MODES)
    return np.pad(image, sides + ((0, 0),) * (image.ndim - 2), mode=mode)


# ------------------------------------------------------------------------------------- filters


def correlate2d_by_definition(
    image: ArrayLike,
    kernel: ArrayLike,
    bias: ArrayLike | None = None,
    strides: Pair = 1,
    padding: Padding = "valid",
) -> NDArray[np.floating]:
    """:func:`correlate2d`, written as its formula: slow, and easy to check by eye.

    Args:
        image: As for :func:`correlate2d`.
        kernel: As for :func:`correlate2d`.
        bias: As for :func:`correlate2d`.
        strides: As for :func:`correlate2d`.
        padding: As for :func:`correlate2d`.

    Returns:
        The same maps as :func:`correlate2d`, up to rounding.

    Raises:
        ValueError: As :func:`correlate2d`.
    """
    x, w, b, (sh, sw), sides, one_map = _prepare(image, kernel, bias, strides, padding)
    x = pad(x, sides)
    kh, kw, _, filters = w.shape
    height, width = output_size(x.shape[0], kh, sh), output_size(x.shape[1], kw, sw)
    y = np.empty((height, width, filters), x.dtype)
    for r in range(height):
        for c in range(width):
            window = x[r * sh : r * sh + kh, c * sw : c * sw + kw]
            y[r, c] = np.tensordot(window, w, axes=3) + b
    return y[:, :, 0] if one_map else y


def correlate2d(
    image: ArrayLike,
    kernel: ArrayLike,
    bias: ArrayLike | None = None,
    strides: Pair = 1,
    padding: Padding = "valid",
) -> NDArray[np.floating]:
    """Cross-correlation of an image with one filter or several: what ``Conv2D`` computes.

    Args:
        image: Shape (H, W) or (H, W, C).
        kernel: Shape (kh, kw) for an image of one channel, (kh, kw, C) for one filter, or
            (kh, kw, C, F) for F filters (the layout of the kernel of ``keras.layers.Conv2D``).
        bias: Added to every pixel of a map: one number for one filter, shape (F,) for F filters.
        strides: Step from window to window, one number or (rows, columns).
        padding: ``"valid"`` (no border), ``"same"`` (the output has the size of the input, divided
            by the stride and rounded up), or pixels to add as for :func:`pad`. The border is zeros,
            as Keras's; for another one, give the image through :func:`pad` first. Where
            ``"same"`` needs an odd number of pixels, the extra one goes to the bottom and right.

    Returns:
        One map, shape (H', W'), or for F filters the stacked maps, shape (H', W', F). H' and W' are
        given by :func:`output_size`.

    Raises:
        ValueError: If the channels of image and kernel differ, the kernel is larger than the padded
            image, or a shape, stride or padding does not fit.

    Examples:
        >>> correlate2d([[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[1, 0], [0, -1]])
        array([[-4., -4.],
               [-4., -4.]])
    """
    x, w, b, strides, sides, one_map = _prepare(image, kernel, bias, strides, padding)
    y = _shift_and_add(x, w, b, strides, sides)
    return y[:, :, 0] if one_map else y


def convolve2d(
    image: ArrayLike,
    kernel: ArrayLike,
    bias: ArrayLike | None = None,
    strides: Pair = 1,
    padding: Padding = "valid",
) -> NDArray[np.floating]:
    r"""Convolution in the sense of mathematics: :func:`correlate2d` with the kernel turned around.

    .. math:: y_{r,c} = \sum_{i,j} x_{r + k_h - 1 - i,\, c + k_w - 1 - j} \; w_{i,j}

    The kernel is flipped in both directions. Channels and filters keep their order.

    Args:
        image: As for :func:`correlate2d`.
        kernel: As for :func:`correlate2d`.
        bias: As for :func:`correlate2d`.
        strides: As for :func:`correlate2d`.
        padding: As for :func:`correlate2d`.

    Returns:
        The maps, in the shapes of :func:`correlate2d`.

    Raises:
        ValueError: As :func:`correlate2d`.
    """
    return correlate2d(image, _kernel(kernel)[::-1, ::-1], bias, strides, padding)


# A block of this many products (1 MB in float32) stays in the processor's own cache.
_BLOCK = 2**18


def _shift_and_add(
    x: NDArray, w: NDArray, b: NDArray, strides: tuple[int, int], sides: Sides
) -> NDArray:
    """The fast way to :func:`correlate2d`: x (H, W, C), w (kh, kw, C, F), b (F,) to (H', W', F).

    Instead of one small sum at each pixel, one large step for each column of the kernel: the image
    times that column, shifted to its place, is added to the output. Where the channels of a row lie
    behind one another, kh rows of the image are a matrix (kh C, W) in one piece. Its matrix product
    with the kernel is already summed over rows and channels; the sum over the kw columns is left.
    """
    (kh, kw, channels, filters), (sh, sw) = w.shape, strides
    x = np.pad(x, (*sides, (0, 0))) if np.any(sides) else x
    height, width = output_size(len(x), kh, sh), output_size(x.shape[1], kw, sw)
    x = np.ascontiguousarray(x.transpose(0, 2, 1))
    # A view: the rows under each window, (H', kh C, W).
    rows = sliding_window_view(x, kh, axis=0)[::sh].transpose(0, 3, 1, 2)
    rows = rows.reshape(height, kh * channels, -1)
    columns = np.ascontiguousarray(w.transpose(1, 3, 0, 2)).reshape(-1, kh * channels)

    y = np.empty((height, width, filters), x.dtype)
    maps = y.transpose(0, 2, 1)
    block = max(_BLOCK // (len(columns) * rows.shape[2]), 1)
    products = np.empty((min(block, height), len(columns), rows.shape[2]), x.dtype)
    sums = np.empty((len(products), filters, width), x.dtype)
    for top in range(0, height, block):
        part = rows[top : top + block]
        product = np.matmul(columns, part, out=products[: len(part)])
        product = product.reshape(len(part), kw, filters, -1)
        terms = [product[:, j, :, j : j + sw * (width - 1) + 1 : sw] for j in range(kw)]
        if kw == 1 or b.any():
            terms.insert(0, b[:, np.newaxis])
        for term in terms[1:-1]:
            terms[0] = np.add(terms[0], term, out=sums[: len(part)])
        np.add(terms[0], terms[-1], out=maps[top : top + block])
    return y


# --------------------------------------------------------------------------------------- edges


def _constant(rows: list[list[int]]) -> NDArray[np.float64]:
    kernel = np.array(rows, dtype=np.float64)
    kernel.setflags(write=False)
    return kernel


SOBEL_X = _constant([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
"""Kernel of the change along x, to the right. It responds to vertical edges (see ``sobel``)."""

SOBEL_Y = _constant([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])
"""Kernel of the change along y, downward. It responds to horizontal edges (see ``sobel``)."""


def sobel(
    image: ArrayLike, padding: str = "same", mode: str = "reflect"
) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """Change of brightness along x and along y, by the Sobel filters.

    ``gx`` is positive where the image gets brighter to the right, so it responds to vertical edges.
    ``gy`` is positive where the image gets brighter downward, so it responds to horizontal edges.
    (Tutorials name the kernels by either the direction of the change or the edge they find. The
    names here are the direction of the change, as OpenCV's ``dx`` and ``dy``.) Both are
    cross-correlations, with ``SOBEL_X`` and ``SOBEL_Y``, computed faster: each kernel is a
    difference in one direction after a smoothing [1, 2, 1] in the other, so 9 products become a few
    sums. On a ramp that rises by 1 each pixel the response is 8: divide by 8 for a slope per pixel.

    Args:
        image: Shape (H, W), or (H, W, C): then each channel is filtered on its own.
        padding: ``"same"``, or ``"valid"`` for the pixels that have all eight neighbors.
        mode: With ``"same"``, what lies beyond the border, as for :func:`pad`. The default is
            OpenCV's. ``"constant"`` makes the border itself an edge.

    Returns:
        ``gx, gy``, signed floats, each of the shape of the image, or smaller by 2 in height and
        width for ``"valid"``.

    Raises:
        ValueError: If the image has another number of axes, ``"valid"`` leaves no pixel, or
            padding or mode is unknown.

    Source:
        Irwin Sobel and Gary Feldman, A 3x3 isotropic gradient operator for image processing, 1968.
    """
    image = _image(image)
    if padding not in ("valid", "same"):
        raise unknown("padding", padding, ("valid", "same"))
    if mode not in MODES:
        raise unknown("mode", mode, MODES)
    if padding == "same":
        image = pad(image, 1, mode)
    elif min(image.shape[:2]) < 3:
        raise ValueError(f"image must be at least 3 x 3 for padding 'valid', got {image.shape}.")
    difference = image[:, 2:] - image[:, :-2]
    gx = 2 * difference[1:-1]
    gx += difference[:-2]
    gx += difference[2:]
    difference = image[2:] - image[:-2]
    gy = 2 * difference[:, 1:-1]
    gy += difference[:, :-2]
    gy += difference[:, 2:]
    return gx, gy


def gradient_magnitude(gx: ArrayLike, gy: ArrayLike) -> NDArray[np.floating]:
    r"""Strength of the change, whatever its direction: :math:`\sqrt{g_x^2 + g_y^2}`.

    Args:
        gx: Change along x, any shape.
        gy: Change along y, same shape.

    Returns:
        The magnitude, same shape, never negative.

    Raises:
        ValueError: If the shapes differ.
    """
    return np.hypot(*_gradients(gx, gy))


def gradient_direction(gx: ArrayLike, gy: ArrayLike) -> NDArray[np.floating]:
    r"""Direction in which the image gets brighter: :math:`\operatorname{atan2}(g_y, g_x)`.

    The edge itself runs at a right angle to it. Since rows count downward, the angle turns
    clockwise as you look at the image: 0 is to the right, :math:`\pi/2` down, :math:`\pi` to the
    left, :math:`-\pi/2` up. Where both changes are 0, there is no direction, and the result is 0.

    Args:
        gx: Change along x, any shape.
        gy: Change along y, same shape.

    Returns:
        The direction in radians, in :math:`[-\pi, \pi]`, same shape. (``cv2.phase`` gives the same
        angles counted from 0 to :math:`2\pi`.)

    Raises:
        ValueError: If the shapes differ.
    """
    gx, gy = _gradients(gx, gy)
    # Adding 0 turns -0 into 0: otherwise a flat region would point left, at an angle of pi.
    return np.arctan2(gy + 0.0, gx + 0.0)


def rgb_to_grayscale(image: ArrayLike) -> NDArray[np.floating]:
    """Brightness of a color image: 0.2989 red + 0.5870 green + 0.1140 blue.

    Args:
        image: Red, green and blue, shape (H, W, 3).

    Returns:
        The brightness, shape (H, W, 1), as ``keras.ops.image.rgb_to_grayscale`` has it, but never
        rounded, so bytes give floats from 0 to 255. Append ``[:, :, 0]`` for shape (H, W).

    Raises:
        ValueError: If the image has another shape.

    Source:
        Recommendation ITU-R BT.601, 1982 (the weights of television).
    """
    image = _image(image)
    if image.ndim != 3 or image.shape[2] != 3:
        raise ValueError(f"image must have shape (height, width, 3), got {image.shape}.")
    return image @ np.array([[0.2989], [0.5870], [0.1140]], image.dtype)


# -------------------------------------------------------------------------------------- checks


def _whole(value: int, name: str, low: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < low:
        raise ValueError(f"{name} must be a whole number of at least {low}, got {value!r}.")
    return int(value)


def _pair(value: Pair, name: str, low: int) -> tuple[int, int]:
    """One number for both axes, or one for each."""
    if isinstance(value, int | np.integer):
        value = (value, value)
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != 2:
        raise ValueError(f"{name} must be a whole number or a pair of them, got {value!r}.")
    return _whole(value[0], name, low), _whole(value[1], name, low)


def _sides(padding: Padding) -> Sides:
    """((top, bottom), (left, right)) of a padding that is given in numbers."""
    if isinstance(padding, int | np.integer):
        padding = (padding, padding)
    if not isinstance(padding, Sequence) or len(padding) != 2:
        raise ValueError(
            "padding must be a whole number, (rows, columns) or ((top, bottom), (left, right)), "
            f"got {padding!r}."
        )
    return _pair(padding[0], "padding", 0), _pair(padding[1], "padding", 0)


def _padding_of_axis(n: int, kernel_size: int, stride: int, padding: str | int) -> tuple[int, int]:
    """Pixels added before and after an axis of n pixels."""
    if isinstance(padding, str):
        if padding not in ("valid", "same"):
            raise unknown("padding", padding, ("valid", "same"))
        if padding == "valid":
            return 0, 0
        total = max((-(-n // stride) - 1) * stride + kernel_size - n, 0)
        return total // 2, total - total // 2
    p = _whole(padding, "padding", 0)
    return p, p


def _image(image: ArrayLike) -> NDArray[np.floating]:
    image = as_float(image, "image")
    if image.ndim not in (2, 3) or 0 in image.shape:
        raise ValueError(
            "image must have shape (height, width) or (height, width, channels), "
            f"got {image.shape}."
        )
    return image


def _kernel(kernel: ArrayLike) -> NDArray[np.floating]:
    kernel = as_float(kernel, "kernel")
    if kernel.ndim not in (2, 3, 4) or 0 in kernel.shape:
        raise ValueError(
            "kernel must have shape (height, width), (height, width, channels) or "
            f"(height, width, channels, filters), got {kernel.shape}."
        )
    return kernel


def _prepare(
    image: ArrayLike, kernel: ArrayLike, bias: ArrayLike | None, strides: Pair, padding: Padding
) -> tuple[NDArray, NDArray, NDArray, tuple[int, int], Sides, bool]:
    """Image (H, W, C), kernel (kh, kw, C, F), bias (F,), strides, padding; is it for one map?"""
    image, kernel = _image(image), _kernel(kernel)
    x = image if image.ndim == 3 else image[:, :, np.newaxis]
    w = kernel.astype(image.dtype, copy=False)
    w = w.reshape(w.shape + (1,) * (4 - w.ndim))
    channels, filters = x.shape[2], w.shape[3]
    if w.shape[2] != channels:
        size = f"{w.shape[0]}, {w.shape[1]}"
        expected = f"({size}) or " if channels == 1 else ""
        raise ValueError(
            f"kernel must have a slice of its own for each channel of an image of shape "
            f"{image.shape}, so shape {expected}({size}, {channels}) or ({size}, {channels}, "
            f"filters), got {kernel.shape}."
        )
    strides = _pair(strides, "strides", 1)
    if isinstance(padding, str):
        sides = tuple(_padding_of_axis(x.shape[a], w.shape[a], strides[a], padding) for a in (0, 1))
    else:
        sides = _sides(padding)
    if any(x.shape[a] + sum(sides[a]) < w.shape[a] for a in (0, 1)):
        raise ValueError(
            f"kernel of shape {kernel.shape} is larger than the image of shape {image.shape} "
            f"with padding {padding!r}."
        )
    b = as_float(0.0 if bias is None else bias, "bias").astype(image.dtype)
    if b.size != filters and b.ndim > 0 or b.ndim > 1:
        raise ValueError(
            f"bias must be one number or have shape ({filters},), one for each filter, "
            f"got shape {b.shape}."
        )
    return x, w, np.broadcast_to(b, filters), strides, sides, kernel.ndim < 4


def _gradients(gx: ArrayLike, gy: ArrayLike) -> tuple[NDArray, NDArray]:
    gx, gy = as_float(gx, "gx"), as_float(gy, "gy")
    if gx.shape != gy.shape:
        raise ValueError(f"gx and gy must have the same shape, got {gx.shape} and {gy.shape}.")
    return gx, gy

"""Each function built from the ones before it, and matrix products."""

import numpy as np


# %% output-size
def output_size(n, kernel_size, strides=1, padding="valid"):
    if isinstance(padding, str):
        if padding == "same":
            return int(np.ceil(n / strides))
        padding = 0
    return int(np.floor_divide(n + padding + padding - kernel_size, strides)) + 1


# %% correlate2d
def columns_of(padded, kh, kw, strides):
    """Each window as a row of a matrix (im2col)."""
    rows = output_size(padded.shape[0], kh, strides)
    columns = output_size(padded.shape[1], kw, strides)
    r = np.arange(rows)[:, None, None, None] * strides + np.arange(kh)[:, None]
    c = np.arange(columns)[:, None, None] * strides + np.arange(kw)
    return padded[r, c], (rows, columns)


def correlate2d(image, kernel, strides=1, padding=0):
    padded = np.pad(np.asarray(image) * 1.0, padding, mode="constant", constant_values=0)
    kernel = np.asarray(kernel) * 1.0
    windows, shape = columns_of(padded, *kernel.shape, strides)
    return (windows.reshape(-1, kernel.size) @ kernel.ravel()).reshape(shape)


# %% predict-sobel
first, last = correlate2d(bar, SOBEL_X)[1, [1, 5]]  # noqa: F821 (the notebook defines them)
sobel_x_left_edge, sobel_x_right_edge = first, last
sobel_y_edges = correlate2d(bar, SOBEL_Y).max()  # noqa: F821


# %% edges
def edges(image):
    gx, gy = correlate2d(image, SOBEL_X), correlate2d(image, SOBEL_Y)  # noqa: F821
    return np.linalg.norm([gx, gy], axis=0), np.mod(np.arctan2(gy, gx), 2 * np.pi)


# %% filter-color
def filter_color(image, kernel, bias=0.0):
    planes, slices = np.moveaxis(image, 2, 0), np.moveaxis(kernel, 2, 0)
    return bias + sum(correlate2d(p, s) for p, s in zip(planes, slices, strict=True))


# %% conv2d
def conv2d(x, kernel, bias, strides=1):
    kh, kw, _, filters = kernel.shape
    rows = output_size(x.shape[1], kh, strides)
    columns = output_size(x.shape[2], kw, strides)
    y = np.zeros((len(x), rows, columns, filters))
    for n, image in enumerate(x):
        for k in range(filters):
            y[n, :, :, k] = filter_color(image, kernel[..., k], bias[k])[::strides, ::strides]
    return y


# %% max-pool
def windows_of(x, s):
    for r in range(x.shape[1] // s):
        for c in range(x.shape[2] // s):
            yield r, c, (slice(None), slice(r * s, r * s + s), slice(c * s, c * s + s))


def max_pool(x, pool_size=2):
    y = np.zeros((x.shape[0], x.shape[1] // pool_size, x.shape[2] // pool_size, x.shape[3]))
    for r, c, place in windows_of(x, pool_size):
        y[:, r, c] = np.amax(np.amax(x[place], axis=2), axis=1)
    return y


# %% max-pool-gradient
def max_pool_gradient(x, dy, pool_size=2):
    dx = 0.0 * x
    y = max_pool(x, pool_size)
    for r, c, place in windows_of(x, pool_size):
        mask = x[place] == y[:, r, c][:, None, None]
        shares = mask.sum(axis=(1, 2), keepdims=True)
        dx[place] = mask * dy[:, r, c][:, None, None] / shares
    return dx

"""NumPy's windows and Einstein's sums, no loop at all."""

import numpy as np


# %% output-size
def output_size(n, kernel_size, strides=1, padding="valid"):
    match padding:
        case "valid":
            return output_size(n, kernel_size, strides, 0)
        case "same":
            return (n + strides - 1) // strides
        case p:
            return int(np.floor((n + 2 * p - kernel_size) / strides)) + 1


# %% correlate2d
def correlate2d(image, kernel, strides=1, padding=0):
    kernel = np.array(kernel, dtype=float)
    padded = np.pad(np.array(image, dtype=float), ((padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
    return np.einsum("rcij,ij->rc", windows[::strides, ::strides], kernel)


# %% edges
def edges(image):
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(image, dtype=float), (3, 3))
    gx, gy = (np.einsum("rcij,ij->rc", windows, k) for k in (SOBEL_X, SOBEL_Y))  # noqa: F821
    gradient = gx + 1j * gy
    return np.abs(gradient), np.angle(gradient)


# %% filter-color
def filter_color(image, kernel, bias=0.0):
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), kernel.shape)
    return np.tensordot(windows[:, :, 0], kernel.astype(float), axes=3) + bias


# %% conv2d
def conv2d(x, kernel, bias, strides=1):
    view = np.lib.stride_tricks.sliding_window_view(x.astype(float), kernel.shape[:2], axis=(1, 2))
    return np.einsum("nrcdij,ijdk->nrck", view[:, ::strides, ::strides], kernel) + bias


# %% count-parameters
conv_parameters = np.prod([3, 3, 3, 32]) + 32
conv_parameters_large = np.prod([3, 3, 3, 32]) + 32
dense_parameters = np.prod([32, 32, 3]) * np.prod([30, 30, 32]) + np.prod([30, 30, 32])


# %% max-pool
def max_pool(x, pool_size=2):
    s, (n, height, width, channels) = pool_size, x.shape
    cut = x[:, : height // s * s, : width // s * s]
    return cut.reshape(n, height // s, s, width // s, s, channels).max(axis=(2, 4))


# %% max-pool-gradient
def max_pool_gradient(x, dy, pool_size=2):
    s, (n, rows, columns, channels) = pool_size, dy.shape
    blocks = x[:, : rows * s, : columns * s].reshape(n, rows, s, columns, s, channels)
    largest = blocks == blocks.max(axis=(2, 4), keepdims=True)
    shares = largest / largest.sum(axis=(2, 4), keepdims=True)  # ties share
    dx = np.zeros(x.shape)
    dx[:, : rows * s, : columns * s] = (shares * dy[:, :, None, :, None]).reshape(
        n, rows * s, columns * s, channels
    )
    return dx

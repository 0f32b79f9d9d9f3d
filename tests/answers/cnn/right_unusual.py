"""Lists where others give a tuple, sliding windows, divmod, a gradient by comparison."""

import numpy as np


# %% output-size
def output_size(n, kernel_size, strides=1, padding="valid"):
    if padding == "same":
        return len(range(0, n, strides))
    before = 0 if padding == "valid" else padding
    return len(range(-before, n + before - kernel_size + 1, strides))


# %% correlate2d
def correlate2d(image, kernel, strides=1, padding=0):
    view = np.lib.stride_tricks.sliding_window_view
    padded = np.pad(np.array(image, float), padding)
    windows = view(padded, np.shape(kernel))[::strides, ::strides]
    return np.tensordot(windows, np.array(kernel, float))


# %% predict-sobel
sobel_x_left_edge, sobel_x_right_edge, sobel_y_edges = [4e2, -4e2, False]


# %% edges
def edges(image):
    padded = image / 1
    step = np.stack(
        [
            sum(
                weight * padded[i : len(image) - 2 + i, j : image.shape[1] - 2 + j]
                for (i, j), weight in np.ndenumerate(kernel)
            )
            for kernel in (SOBEL_X, SOBEL_Y)  # noqa: F821 (the notebook defines them)
        ]
    )
    arrow = step[0] + 1j * step[1]
    return [abs(arrow), np.angle(arrow)]


# %% filter-color
def filter_color(image, kernel, bias=0.0):
    (height, width, _), (kh, kw, _) = image.shape, kernel.shape
    answers = [
        bias + np.vdot(image[r : r + kh, c : c + kw], kernel)
        for r in range(height - kh + 1)
        for c in range(width - kw + 1)
    ]
    return np.reshape(answers, (height - kh + 1, -1))


# %% conv2d
def conv2d(x, kernel, bias, strides=1):
    kh, kw, *_ = kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))
    windows = windows[:, ::strides, ::strides]
    return np.einsum("nrcdij,ijdk->nrck", windows, kernel) + bias[None, None, None]


# %% count-parameters
conv_parameters = conv_parameters_large = 28 << 5
dense_parameters = 3073 * 30**2 * 32


# %% max-pool
def max_pool(x, pool_size=2):
    n, height, width, channels = x.shape
    rows, columns = height // pool_size, width // pool_size
    whole = x[:, : rows * pool_size, : columns * pool_size]
    return whole.reshape(n, rows, pool_size, columns, pool_size, channels).max(axis=(2, 4))


# %% max-pool-gradient
def max_pool_gradient(x, dy, pool_size=2):
    dx = np.zeros(x.shape)
    for n, r, c, k in np.ndindex(*dy.shape):
        top, left = r * pool_size, c * pool_size
        window = x[n, top : top + pool_size, left : left + pool_size, k]
        largest = window == window.max()
        part = dx[n, top : top + pool_size, left : left + pool_size, k]
        part += largest * dy[n, r, c, k] / largest.sum()
    return dx

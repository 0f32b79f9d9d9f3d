"""Everything computed in float32, the precision that Keras uses."""

import numpy as np


# %% output-size
def output_size(n, kernel_size, strides=1, padding="valid"):
    if padding == "same":
        return np.int64(np.ceil(n / strides))
    pixels = n - kernel_size + (0 if padding == "valid" else padding * 2)
    return np.int64(pixels // strides + 1)


# %% correlate2d
def correlate2d(image, kernel, strides=1, padding=0):
    image, kernel = np.float32(image), np.float32(kernel)
    padded = np.zeros(np.array(image.shape) + 2 * padding, dtype=np.float32)
    padded[padding : padding + image.shape[0], padding : padding + image.shape[1]] = image
    rows = range(0, padded.shape[0] - kernel.shape[0] + 1, strides)
    columns = range(0, padded.shape[1] - kernel.shape[1] + 1, strides)
    return np.array(
        [
            [(padded[r:, c:][: len(kernel), : len(kernel[0])] * kernel).sum() for c in columns]
            for r in rows
        ],
        dtype=np.float32,
    )


# %% predict-sobel
sobel_x_left_edge = np.float32(400)
sobel_x_right_edge = np.float32(-400)
sobel_y_edges = np.float32(-0.0)


# %% edges
def edges(image):
    x = np.asarray(image).astype(np.float32)
    across = x[:, 2:] - x[:, :-2]
    down = x[2:] - x[:-2]
    gx = across[:-2] + 2 * across[1:-1] + across[2:]
    gy = down[:, :-2] + 2 * down[:, 1:-1] + down[:, 2:]
    return np.sqrt(gx * gx + gy * gy), np.arctan2(gy, gx)


# %% filter-color
def filter_color(image, kernel, bias=0.0):
    image, kernel = image.astype(np.float32), kernel.astype(np.float32)
    kh, kw = kernel.shape[:2]
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    y = np.full((rows, columns), bias, dtype=np.float32)
    for d in range(kernel.shape[2]):
        for r in range(rows):
            for c in range(columns):
                y[r, c] += np.sum(image[r : r + kh, c : c + kw, d] * kernel[:, :, d])
    return y


# %% conv2d
def conv2d(x, kernel, bias, strides=1):
    x, kernel, bias = x.astype(np.float32), kernel.astype(np.float32), bias.astype(np.float32)
    kh, kw, _, filters = kernel.shape
    rows, columns = (x.shape[1] - kh) // strides + 1, (x.shape[2] - kw) // strides + 1
    y = np.empty((x.shape[0], rows, columns, filters), dtype=np.float32)
    for n, r, c in np.ndindex(y.shape[:3]):
        window = x[n, r * strides : r * strides + kh, c * strides : c * strides + kw]
        for k in range(filters):
            y[n, r, c, k] = (window * kernel[..., k]).sum() + bias[k]
    return y


# %% count-parameters
conv_parameters = np.int32(28) * 32
conv_parameters_large = np.int32(28) * 32
dense_parameters = np.int32(3073) * 28_800


# %% max-pool
def max_pool(x, pool_size=2):
    x, s = x.astype(np.float32), pool_size
    rows, columns = x.shape[1] // s, x.shape[2] // s
    y = np.full((x.shape[0], rows, columns, x.shape[3]), -np.inf, dtype=np.float32)
    for i in range(s):
        for j in range(s):
            y = np.maximum(y, x[:, i : rows * s : s, j : columns * s : s])
    return y


# %% max-pool-gradient
def max_pool_gradient(x, dy, pool_size=2):
    s, dx = pool_size, np.zeros(x.shape, dtype=np.float32)
    for n in range(x.shape[0]):
        for k in range(x.shape[3]):
            for r in range(dy.shape[1]):
                for c in range(dy.shape[2]):
                    flat = x[n, r * s : r * s + s, c * s : c * s + s, k].ravel()
                    i, j = divmod(int(flat.argmax()), s)
                    dx[n, r * s + i, c * s + j, k] = dy[n, r, c, k]
    return dx

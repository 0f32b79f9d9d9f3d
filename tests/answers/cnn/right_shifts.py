"""The kernel's entries shifted over the whole image, one after another."""

import numpy as np


# %% output-size
def output_size(n, kernel_size, strides=1, padding="valid"):
    if padding == "same":
        whole, rest = divmod(n, strides)
        return whole + bool(rest)
    p = {"valid": 0}.get(padding, padding)
    return 1 + (n - kernel_size + 2 * p) // strides


# %% correlate2d
def correlate2d(image, kernel, strides=1, padding=0):
    image, kernel = np.asarray(image, dtype=np.float64), np.asarray(kernel)
    image = np.pad(image, [(padding,) * 2] * 2)
    rows, columns = np.subtract(image.shape, kernel.shape) + 1
    total = np.zeros((rows, columns))
    for (i, j), weight in np.ndenumerate(kernel):
        total += float(weight) * image[i : i + rows, j : j + columns]
    return total[::strides, ::strides]


# %% edges
def edges(image):
    x = np.array(image, dtype=np.int64) if np.asarray(image).dtype.kind in "iu" else image
    smooth_down = x[:-2] + 2 * x[1:-1] + x[2:]
    smooth_across = x[:, :-2] + 2 * x[:, 1:-1] + x[:, 2:]
    gx = smooth_down[:, 2:] - smooth_down[:, :-2]
    gy = smooth_across[2:] - smooth_across[:-2]
    return np.hypot(gx, gy), np.arctan2(gy, gx)


# %% filter-color
def filter_color(image, kernel, bias=0.0):
    rows, columns = (image.shape[a] - kernel.shape[a] + 1 for a in (0, 1))
    total = np.full((rows, columns), float(bias))
    for i, j, d in np.ndindex(*kernel.shape):
        total = total + image[i : i + rows, j : j + columns, d] * float(kernel[i, j, d])
    return total


# %% conv2d
def conv2d(x, kernel, bias, strides=1):
    x, kernel = x.astype(float), kernel.astype(float)
    rows, columns = (x.shape[a + 1] - kernel.shape[a] + 1 for a in (0, 1))
    total = sum(
        x[:, i : i + rows, j : j + columns] @ kernel[i, j] for i, j in np.ndindex(kernel.shape[:2])
    )
    return (total + bias)[:, ::strides, ::strides]


# %% max-pool
def max_pool(x, pool_size=2):
    s, (_, height, width, _) = pool_size, x.shape
    parts = [
        x[:, i : height - height % s : s, j : width - width % s : s]
        for i in range(s)
        for j in range(s)
    ]
    return np.max(parts, axis=0)


# %% max-pool-gradient
def max_pool_gradient(x, dy, pool_size=2):
    s, (_, rows, columns, _) = pool_size, dy.shape
    spread = np.repeat(np.repeat(dy, s, axis=1), s, axis=2)
    dx, taken = np.zeros(x.shape), np.zeros(dy.shape, dtype=bool)
    best = np.full(dy.shape, -np.inf)
    for i, j in np.ndindex(s, s):
        best = np.maximum(best, x[:, i : rows * s : s, j : columns * s : s])
    for i, j in np.ndindex(s, s):
        here = (x[:, i : rows * s : s, j : columns * s : s] == best) & ~taken
        dx[:, i : rows * s : s, j : columns * s : s] = np.where(here, spread[:, i::s, j::s], 0)
        taken |= here
    return dx

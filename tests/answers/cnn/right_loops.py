"""All by loops over single numbers."""

import numpy as np


# %% output-size
def output_size(n, kernel_size, strides=1, padding="valid"):
    if padding == "same":
        return len(range(0, n, strides))
    p = 0 if padding == "valid" else padding
    count, start = 0, -p
    while start + kernel_size <= n + p:
        count += 1
        start += strides
    return count


# %% correlate2d
def correlate2d(image, kernel, strides=1, padding=0):
    height, width = len(image), len(image[0])
    kh, kw = len(kernel), len(kernel[0])
    answer = []
    for top in range(-padding, height + padding - kh + 1, strides):
        row = []
        for left in range(-padding, width + padding - kw + 1, strides):
            total = 0.0
            for i in range(kh):
                for j in range(kw):
                    if 0 <= top + i < height and 0 <= left + j < width:
                        total += float(image[top + i][left + j]) * float(kernel[i][j])
            row.append(total)
        answer.append(row)
    return answer


# %% predict-sobel
sobel_x_left_edge = 400.0
sobel_x_right_edge = -400.0
sobel_y_edges = 0.0


# %% edges
def edges(image):
    rows, columns = len(image) - 2, len(image[0]) - 2
    strength, direction = np.zeros((rows, columns)), np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            gx = gy = 0.0
            for i in range(3):
                for j in range(3):
                    value = float(image[r + i][c + j])
                    gx += value * (j - 1) * (2 - abs(i - 1))
                    gy += value * (i - 1) * (2 - abs(j - 1))
            strength[r, c] = (gx * gx + gy * gy) ** 0.5
            direction[r, c] = np.arctan2(gy, gx)
    return strength, direction


# %% filter-color
def filter_color(image, kernel, bias=0.0):
    kh, kw, channels = kernel.shape
    answer = np.empty((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for r in range(answer.shape[0]):
        for c in range(answer.shape[1]):
            total = bias
            for i in range(kh):
                for j in range(kw):
                    for d in range(channels):
                        total += float(image[r + i, c + j, d]) * float(kernel[i, j, d])
            answer[r, c] = total
    return answer


# %% conv2d
def conv2d(x, kernel, bias, strides=1):
    images, height, width, channels = x.shape
    kh, kw, _, filters = kernel.shape
    rows, columns = (height - kh) // strides + 1, (width - kw) // strides + 1
    y = np.zeros((images, rows, columns, filters))
    for n in range(images):
        for k in range(filters):
            for r in range(rows):
                for c in range(columns):
                    y[n, r, c, k] = bias[k]
                    for i in range(kh):
                        for j in range(kw):
                            pixel = x[n, r * strides + i, c * strides + j].tolist()
                            for d in range(channels):
                                y[n, r, c, k] += pixel[d] * float(kernel[i, j, d, k])
    return y


# %% count-parameters
conv_parameters = 896
conv_parameters_large = 896
dense_parameters = 88502400


# %% max-pool
def max_pool(x, pool_size=2):
    images, height, width, channels = x.shape
    y = np.zeros((images, height // pool_size, width // pool_size, channels))
    for n, r, c, k in np.ndindex(y.shape):
        best = None
        for i in range(pool_size):
            for j in range(pool_size):
                value = x[n, r * pool_size + i, c * pool_size + j, k]
                if best is None or value > best:
                    best = value
        y[n, r, c, k] = best
    return y


# %% max-pool-gradient
def max_pool_gradient(x, dy, pool_size=2):
    dx = np.zeros_like(x, dtype=float)
    for n, r, c, k in np.ndindex(dy.shape):
        best, place = -np.inf, None
        for i in range(r * pool_size, (r + 1) * pool_size):
            for j in range(c * pool_size, (c + 1) * pool_size):
                if x[n, i, j, k] > best:
                    best, place = x[n, i, j, k], (n, i, j, k)
        dx[place] += dy[n, r, c, k]
    return dx


# %% explain-shift [text]
# Inside a window the maximum stays, so nothing changes; across a border another output gets it.
# The digits change by 0.24 before and 0.22 after pooling. Invariance would be 0.

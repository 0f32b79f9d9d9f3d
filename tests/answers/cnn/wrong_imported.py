"""Every function lets nnbook do the work, each in another disguise."""

import numpy as np

GETS = {
    "output-size-test-numbers": 0,
    "output-size-test-words": 0,
    "correlate2d-test-values": 0,
    "correlate2d-test-strides": 0,
    "correlate2d-test-inputs": 0,
    "edges-test-strength": 0,
    "edges-test-direction": 0,
    "filter-color-test-values": 0,
    "filter-color-test-shapes": 0,
    "conv2d-test-maps": 0,
    "conv2d-test-inputs": 0,
    "max-pool-test": 0,
    "max-pool-gradient-test-places": 0,
    "max-pool-gradient-test-inputs": 0,
}
SAYS = {
    "output-size-test-numbers": "calls nnbook.filters.output_size",
    "output-size-test-words": "calls nnbook.filters.output_size",
    "correlate2d-test-values": "calls nnbook.filters.correlate2d",
    "correlate2d-test-strides": "calls nnbook.filters.correlate2d",
    "correlate2d-test-inputs": "calls nnbook.filters.correlate2d",
    "edges-test-strength": "calls nnbook.filters.sobel",
    "edges-test-direction": "calls nnbook.filters.sobel",
    "filter-color-test-values": "calls nnbook.filters.correlate2d",
    "filter-color-test-shapes": "calls nnbook.filters.correlate2d",
    "conv2d-test-maps": "calls nnbook.layers",
    "conv2d-test-inputs": "calls nnbook.layers",
    "max-pool-test": "calls nnbook.layers",
    "max-pool-gradient-test-places": "calls nnbook.layers",
    "max-pool-gradient-test-inputs": "calls nnbook.layers",
}

# %% output-size
from nnbook.filters import output_size  # noqa: E402, F401


# %% correlate2d
def correlate2d(image, kernel, strides=1, padding=0):
    from nnbook.filters import correlate2d as another_name

    return another_name(image, kernel, None, strides, padding)


# %% edges
def edges(image):
    import nnbook.filters

    gx, gy = nnbook.filters.sobel(image, "valid")
    return np.hypot(gx, gy), np.arctan2(gy, gx)


# %% filter-color
from nnbook import filters  # noqa: E402


def filter_color(image, kernel, bias=0.0):
    return filters.correlate2d(image, kernel, bias)


# %% conv2d
def conv2d(x, kernel, bias, strides=1):
    from nnbook.layers import Conv2D

    layer = Conv2D(kernel.shape[3], kernel.shape[:2], strides=strides)
    layer.forward(np.asarray(x, dtype=float))
    layer.params["kernel"][...], layer.params["bias"][...] = kernel, bias
    return layer.forward(np.asarray(x, dtype=float))


# %% max-pool
def max_pool(x, pool_size=2):
    from nnbook.layers import MaxPooling2D

    return MaxPooling2D(pool_size).forward(x)


# %% max-pool-gradient
def max_pool_gradient(x, dy, pool_size=2):
    from nnbook.layers import MaxPooling2D

    layer = MaxPooling2D(pool_size)
    layer.forward(x)
    return layer.backward(dy)

"""A zip of kernels and biases, which isn't a list yet."""

import numpy as np

GETS = {
    "start-net-test-kernels": 0,
    "start-net-test-biases": 0,
}
SAYS = {
    "start-net-test-kernels": "not a zip",
    "start-net-test-biases": "not a zip",
}


# %% start-net
def start_net(sizes, rng):
    pairs = list(zip(sizes[:-1], sizes[1:], strict=True))
    kernels = [rng.normal(0, np.sqrt(2 / n), size=(n, m)) for n, m in pairs]
    return zip(kernels, [np.zeros(m) for m in sizes[1:]], strict=True)

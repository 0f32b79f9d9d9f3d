"""A uniform draw with the spread for its limit."""

import numpy as np

GETS = {
    "start-net-test-kernels": 0,
    "start-net-test-biases": 0,
}
SAYS = {"start-net-test-kernels": "the limit is sqrt(6 / n)"}


# %% start-net
def start_net(sizes, rng):
    net = []
    for n, m in zip(sizes[:-1], sizes[1:], strict=True):
        net.append((rng.uniform(-np.sqrt(2 / n), np.sqrt(2 / n), size=(n, m)), np.zeros(m)))
    return net

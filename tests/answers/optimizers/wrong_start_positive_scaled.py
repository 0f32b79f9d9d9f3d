"""The right spread, but all weights are positive."""

import numpy as np

GETS = {
    "start-net-test-kernels": 0,
    "start-net-test-biases": 0,
}
SAYS = {"start-net-test-kernels": "don't have the mean 0"}


# %% start-net
def start_net(sizes, rng):
    net = []
    for n, m in zip(sizes[:-1], sizes[1:], strict=True):
        net.append((rng.random((n, m)) * np.sqrt(24 / n), np.zeros(m)))
    return net

"""A uniform draw from 0 up."""

import numpy as np

GETS = {
    "start-net-test-kernels": 0,
    "start-net-test-biases": 0,
}
SAYS = {
    "start-net-test-kernels": "Draw from -l to l",
    "start-net-test-biases": "isn't kept",
}


# %% start-net
def start_net(sizes, rng):
    net = []
    for n, m in zip(sizes[:-1], sizes[1:], strict=True):
        net.append((rng.uniform(0, np.sqrt(6 / n), size=(n, m)), np.zeros(m)))
    return net

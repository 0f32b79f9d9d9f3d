"""Not scaled."""

import numpy as np

GETS = {
    "start-net-test-kernels": 0,
    "start-net-test-biases": 0,
}
SAYS = {"start-net-test-kernels": "drawn, but not scaled"}


# %% start-net
def start_net(sizes, rng):
    net = []
    for n, m in zip(sizes[:-1], sizes[1:], strict=True):
        net.append((rng.normal(size=(n, m)), np.zeros(m)))
    return net

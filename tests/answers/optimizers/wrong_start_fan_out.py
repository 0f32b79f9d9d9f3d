"""The published slip: the number of units."""

import numpy as np

GETS = {"start-net-test-kernels": 0}
SAYS = {"start-net-test-kernels": "the number of units, where the inputs belong"}


# %% start-net
def start_net(sizes, rng):
    net = []
    for n, m in zip(sizes[:-1], sizes[1:], strict=True):
        net.append((rng.normal(0, np.sqrt(2 / m), size=(n, m)), np.zeros(m)))
    return net

"""Draws from NumPy's global generator."""

import numpy as np

GETS = {"start-net-test-biases": 0}
SAYS = {"start-net-test-biases": "draw from rng, not from np.random"}


# %% start-net
def start_net(sizes, rng):
    net = []
    for n, m in zip(sizes[:-1], sizes[1:], strict=True):
        net.append((np.random.normal(0, np.sqrt(2 / n), size=(n, m)), np.zeros(m)))
    return net

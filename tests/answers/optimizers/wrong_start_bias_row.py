"""Biases with an axis too much."""

import numpy as np

GETS = {"start-net-test-biases": 0}
SAYS = {"start-net-test-biases": "its bias has the shape (20,), not (1, 20)"}


# %% start-net
def start_net(sizes, rng):
    net = []
    for n, m in zip(sizes[:-1], sizes[1:], strict=True):
        net.append((rng.normal(0, np.sqrt(2 / n), size=(n, m)), np.zeros((1, m))))
    return net

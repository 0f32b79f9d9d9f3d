"""Makes a generator with a seed of its own."""

import numpy as np

GETS = {"start-net-test-biases": 0}
SAYS = {"start-net-test-biases": "don't make one with a seed of its own"}


# %% start-net
def start_net(sizes, rng):
    rng = np.random.default_rng(0)
    net = []
    for n, m in zip(sizes[:-1], sizes[1:], strict=True):
        net.append((rng.normal(0, np.sqrt(2 / n), size=(n, m)), np.zeros(m)))
    return net

"""Yields the pairs one by one."""

import numpy as np

GETS = {
    "start-net-test-kernels": 0,
    "start-net-test-biases": 0,
}
SAYS = {
    "start-net-test-kernels": "not a generator",
    "start-net-test-biases": "not a generator",
}


# %% start-net
def start_net(sizes, rng):
    for n, m in zip(sizes[:-1], sizes[1:], strict=True):
        yield rng.normal(0, np.sqrt(2 / n), size=(n, m)), np.zeros(m)

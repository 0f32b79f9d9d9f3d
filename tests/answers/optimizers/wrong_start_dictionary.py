"""A dictionary in place of a list."""

import numpy as np

GETS = {
    "start-net-test-kernels": 0,
    "start-net-test-biases": 0,
}
SAYS = {
    "start-net-test-kernels": "not a dict",
    "start-net-test-biases": "not a dict",
}


# %% start-net
def start_net(sizes, rng):
    net = {}
    for i, (n, m) in enumerate(zip(sizes[:-1], sizes[1:], strict=True)):
        net[i] = rng.normal(0, np.sqrt(2 / n), size=(n, m)), np.zeros(m)
    return net

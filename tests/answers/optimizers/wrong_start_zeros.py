"""All zeros."""

import numpy as np

GETS = {
    "start-net-test-kernels": 0,
    "start-net-test-biases": 0,
}
SAYS = {"start-net-test-kernels": "all its units stay equal forever"}


# %% start-net
def start_net(sizes, rng):
    net = []
    for n, m in zip(sizes[:-1], sizes[1:], strict=True):
        net.append((np.zeros((n, m)), np.zeros(m)))
    return net

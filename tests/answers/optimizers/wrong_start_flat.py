"""One long list instead of pairs."""

import numpy as np

GETS = {
    "start-net-test-kernels": 0,
    "start-net-test-biases": 0,
}
SAYS = {
    "start-net-test-kernels": "not 8",
    "start-net-test-biases": "not 8",
}


# %% start-net
def start_net(sizes, rng):
    net = []
    for n, m in zip(sizes[:-1], sizes[1:], strict=True):
        net.append((rng.normal(0, np.sqrt(2 / n), size=(n, m)), np.zeros(m)))
    return [array for pair in net for array in pair]

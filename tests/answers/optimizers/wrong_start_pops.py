"""Takes the sizes out of the caller's list."""

import numpy as np

GETS = {"start-net-test-biases": 0}
SAYS = {"start-net-test-biases": "changes the caller's list"}


# %% start-net
def start_net(sizes, rng):
    if isinstance(sizes, tuple):
        sizes = list(sizes)
    net, n = [], sizes.pop(0)
    while sizes:
        m = sizes.pop(0)
        net.append((rng.normal(0, np.sqrt(2 / n), size=(n, m)), np.zeros(m)))
        n = m
    return net

"""Only the scale is mended."""

import numpy as np

GETS = {"start-net-test-biases": 0}
SAYS = {"start-net-test-biases": "aren't 0"}


# %% start-net
def start_net(sizes, rng):
    net = []
    for n, m in zip(sizes[:-1], sizes[1:], strict=True):
        net.append((rng.normal(0, np.sqrt(2 / n), size=(n, m)), rng.normal(0, 1, size=m)))
    return net

"""Tails cut off, the rest not widened."""

import numpy as np

GETS = {"start-net-test-kernels": 0}
SAYS = {"start-net-test-kernels": "Cut-off tails"}


# %% start-net
def start_net(sizes, rng):
    def cut(spread, shape):
        z = rng.normal(size=(4, *shape))
        return spread * np.take_along_axis(z, (abs(z) < 2).argmax(axis=0)[None], axis=0)[0]

    net = []
    for n, m in zip(sizes[:-1], sizes[1:], strict=True):
        net.append((cut(np.sqrt(2 / n), (n, m)), np.zeros(m)))
    return net

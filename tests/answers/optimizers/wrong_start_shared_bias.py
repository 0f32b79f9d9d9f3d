"""Equal layers share one bias array."""

import numpy as np

GETS = {"start-net-test-biases": 0}
SAYS = {"start-net-test-biases": "share one bias array"}


# %% start-net
def start_net(sizes, rng):
    biases = {m: np.zeros(m) for m in sizes}
    return [
        (rng.normal(0, np.sqrt(2 / n), size=(n, m)), biases[m])
        for n, m in zip(sizes[:-1], sizes[1:], strict=True)
    ]

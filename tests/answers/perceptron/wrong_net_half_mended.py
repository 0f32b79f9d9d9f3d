"""The answer has the right shape, but the hidden units still share their weights."""

import numpy as np

GETS = {"two-layer-net-test": 0}
SAYS = {"two-layer-net-test": "Does each hidden unit use its own column of kernel_1"}


# %% two-layer-net
def two_layer_net(x, kernel_1, bias_1, kernel_2, bias_2):
    sigmoid = lambda z: 1 / (1 + np.exp(-z))  # noqa: E731
    hidden = sigmoid((x @ kernel_1[:, 0])[:, np.newaxis] + bias_1)
    return sigmoid(hidden @ kernel_2 + bias_2)

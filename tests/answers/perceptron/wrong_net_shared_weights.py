"""The published net: one weight vector for both hidden units, and two answers a sample."""

import numpy as np

GETS = {"two-layer-net-test": 0}
SAYS = {"two-layer-net-test": "Is a np.newaxis left"}


# %% two-layer-net
def two_layer_net(x, kernel_1, bias_1, kernel_2, bias_2):
    sigmoid = lambda z: 1 / (1 + np.exp(-z))  # noqa: E731
    hidden = sigmoid((x @ kernel_1[:, 0])[:, np.newaxis] + bias_1)
    return sigmoid((hidden @ kernel_2[:, 0])[:, np.newaxis] + np.append(bias_2, bias_2))

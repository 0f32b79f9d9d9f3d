"""The kernel is taken by rows: unnoticed as long as it is square."""

import numpy as np

GETS = {"two-layer-net-test": 0}
SAYS = {"two-layer-net-test": "its own column of kernel_1"}


# %% two-layer-net
def two_layer_net(x, kernel_1, bias_1, kernel_2, bias_2):
    hidden = 1 / (1 + np.exp(-(x @ kernel_1.T + bias_1)))
    return 1 / (1 + np.exp(-(hidden @ kernel_2 + bias_2)))

"""The answer loses its last axis."""

import numpy as np

GETS = {"two-layer-net-test": 0}
SAYS = {"two-layer-net-test": "Its last axis is lost"}


# %% two-layer-net
def two_layer_net(x, kernel_1, bias_1, kernel_2, bias_2):
    hidden = 1 / (1 + np.exp(-(x @ kernel_1 + bias_1)))
    return 1 / (1 + np.exp(-(hidden @ kernel_2[:, 0] + bias_2)))

"""The output unit lacks its sigmoid."""

import numpy as np

GETS = {"two-layer-net-test": 0}
SAYS = {"two-layer-net-test": "Does each layer end with a sigmoid?"}


# %% two-layer-net
def two_layer_net(x, kernel_1, bias_1, kernel_2, bias_2):
    return 1 / (1 + np.exp(-(x @ kernel_1 + bias_1))) @ kernel_2 + bias_2

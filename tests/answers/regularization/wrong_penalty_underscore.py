"""Finds kernel and kernel_1, but not kernel2."""

import numpy as np

GETS = {"l2-penalty-test-value": 0, "l2-penalty-test-gradient": 0}
SAYS = {
    "l2-penalty-test-value": "The penalty of another net is wrong",
    "l2-penalty-test-gradient": "The gradient of kernel2 is wrong",
}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        penalized = name.split("_")[0] == "kernel"
        penalty += penalized * decay / 2 * np.sum(values**2)
        gradients[name] = penalized * decay * values
    return penalty, gradients

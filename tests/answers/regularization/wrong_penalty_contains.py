"""Takes every name with kernel in it."""

import numpy as np

GETS = {"l2-penalty-test-value": 0, "l2-penalty-test-gradient": 0}
SAYS = {
    "l2-penalty-test-value": "The penalty of another net is wrong",
    "l2-penalty-test-gradient": "The gradient of old_kernel is wrong",
}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        penalized = "kernel" in name
        penalty += penalized * decay / 2 * np.sum(values**2)
        gradients[name] = penalized * decay * values
    return penalty, gradients

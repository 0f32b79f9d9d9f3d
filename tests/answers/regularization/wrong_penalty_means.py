"""The biases are free, but it still takes means, and the gradients follow."""

import numpy as np

GETS = {"l2-penalty-test-value": 0, "l2-penalty-test-gradient": 0}
SAYS = {
    "l2-penalty-test-value": "That takes means",
    "l2-penalty-test-gradient": "divided by the size",
}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        penalized = name.startswith("kernel")
        penalty += penalized * decay / 2 * np.mean(values**2)
        gradients[name] = penalized * decay * values / values.size
    return penalty, gradients

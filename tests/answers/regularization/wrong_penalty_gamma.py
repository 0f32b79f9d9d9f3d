"""Leaves out what is called bias, instead of taking what is called kernel."""

import numpy as np

GETS = {"l2-penalty-test-value": 0, "l2-penalty-test-gradient": 0}
SAYS = {
    "l2-penalty-test-value": "gamma is in it",
    "l2-penalty-test-gradient": "gamma isn't penalized",
}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        penalized = not name.startswith("bias")
        penalty += penalized * decay / 2 * np.sum(values**2)
        gradients[name] = penalized * decay * values
    return penalty, gradients

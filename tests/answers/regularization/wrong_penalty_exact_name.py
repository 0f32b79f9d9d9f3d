"""Looks for arrays whose name is kernel, and nothing more."""

import numpy as np

GETS = {"l2-penalty-test-value": 0, "l2-penalty-test-gradient": 0}
SAYS = {
    "l2-penalty-test-value": "BEGIN with kernel",
    "l2-penalty-test-gradient": "BEGINS with kernel",
}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        gradients[name] = np.zeros_like(values, dtype=float)
        if name == "kernel":
            penalty += decay / 2 * np.sum(np.square(values, dtype=float))
            gradients[name] = decay * values
    return penalty, gradients

"""The last kernel overwrites the sum."""

import numpy as np

GETS = {"l2-penalty-test-value": 0}
SAYS = {"l2-penalty-test-value": "add it to what the others gave"}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        gradients[name] = np.zeros_like(values)
        if name.startswith("kernel"):
            penalty = decay / 2 * np.sum(values**2)
            gradients[name] = decay * values
    return penalty, gradients

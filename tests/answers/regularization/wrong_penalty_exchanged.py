"""The gradients first, then the penalty."""

import numpy as np

GETS = {"l2-penalty-test-value": 0, "l2-penalty-test-gradient": 0}
SAYS = {
    "l2-penalty-test-value": "The dictionary comes first",
    "l2-penalty-test-gradient": "a number and a dictionary",
}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        gradients[name] = np.zeros_like(values, dtype=float)
        if name.startswith("kernel"):
            penalty += decay / 2 * np.sum(np.square(values, dtype=float))
            gradients[name] = decay * values
    return gradients, penalty

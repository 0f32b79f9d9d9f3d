"""Sums before it squares."""

import numpy as np

GETS = {"l2-penalty-test-value": 0}
SAYS = {"l2-penalty-test-value": "Square each entry first"}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        penalized = name.startswith("kernel")
        penalty += penalized * np.sum(values)
        gradients[name] = penalized * decay * values
    return decay / 2 * penalty**2, gradients

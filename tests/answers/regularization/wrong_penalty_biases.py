"""Sums, but of the biases, too."""

import numpy as np

GETS = {"l2-penalty-test-value": 0, "l2-penalty-test-gradient": 0}
SAYS = {
    "l2-penalty-test-value": "Biases and gamma are in it",
    "l2-penalty-test-gradient": "isn't penalized",
}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        penalty += decay / 2 * np.sum(values**2)
        gradients[name] = decay * values
    return penalty, gradients

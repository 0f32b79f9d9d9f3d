"""Keras's convention: the whole sum."""

import numpy as np

GETS = {"l2-penalty-test-value": 0, "l2-penalty-test-gradient": 0}
SAYS = {
    "l2-penalty-test-value": "It is twice too large",
    "l2-penalty-test-gradient": "the 2 of the square and the half cancel",
}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        penalized = name.startswith("kernel")
        penalty += penalized * decay * np.sum(values**2)
        gradients[name] = penalized * 2 * decay * values
    return penalty, gradients

"""The half is carried into the gradient, and the 2 of the square forgotten."""

import numpy as np

GETS = {"l2-penalty-test-gradient": 0}
SAYS = {"l2-penalty-test-gradient": "It is half as large"}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        penalized = name.startswith("kernel")
        penalty += penalized * decay / 2 * np.sum(values**2)
        gradients[name] = penalized * decay / 2 * values
    return penalty, gradients

"""Prints instead of returning."""

import numpy as np

GETS = {"l2-penalty-test-value": 0, "l2-penalty-test-gradient": 0}
SAYS = {"l2-penalty-test-value": "returns None", "l2-penalty-test-gradient": "returns None"}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        penalized = name.startswith("kernel")
        penalty += penalized * decay / 2 * np.sum(values**2)
        gradients[name] = penalized * decay * values
    print(penalty, gradients)

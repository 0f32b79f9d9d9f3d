"""The gradient is the penalty itself, entry by entry."""

import numpy as np

GETS = {"l2-penalty-test-gradient": 0}
SAYS = {"l2-penalty-test-gradient": "take its slope"}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        penalized = name.startswith("kernel")
        penalty += penalized * decay / 2 * np.sum(values**2)
        gradients[name] = penalized * decay / 2 * values**2
    return penalty, gradients

"""Mends the gradients instead of the penalty: both belong to a mean."""

import numpy as np

GETS = {"l2-penalty-test-value": 0, "l2-penalty-test-gradient": 0}
SAYS = {
    "l2-penalty-test-value": "That takes means",
    "l2-penalty-test-gradient": "There is a mean in it",
}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        gradients[name] = np.zeros_like(values, dtype=float)
        if name.startswith("kernel"):
            penalty += decay * np.mean(values**2)
            gradients[name] = 2 * decay * values / values.size
    return penalty, gradients

"""Divides by the number of rows, as if they were samples."""

import numpy as np

GETS = {"l2-penalty-test-value": 0, "l2-penalty-test-gradient": 0}
SAYS = {
    "l2-penalty-test-value": "divides by the number of rows",
    "l2-penalty-test-gradient": "There is a mean in it",
}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        gradients[name] = np.zeros_like(values, dtype=float)
        if name.startswith("kernel"):
            penalty += decay / 2 * np.sum(values**2) / len(np.atleast_1d(values))
            gradients[name] = decay * values / len(np.atleast_1d(values))
    return penalty, gradients

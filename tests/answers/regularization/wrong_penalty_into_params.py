"""The gradients take the place of the parameters."""

import numpy as np

GETS = {"l2-penalty-test-gradient": 0}
SAYS = {"l2-penalty-test-gradient": "changes the caller's"}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, params
    for name, values in params.items():
        if name.startswith("kernel"):
            penalty += decay / 2 * np.sum(np.square(values, dtype=float))
            gradients[name] = decay * values
        else:
            gradients[name] = np.zeros_like(values)
    return penalty, gradients

"""A list of penalties, one for each kernel."""

import numpy as np

GETS = {"l2-penalty-test-value": 0}
SAYS = {"l2-penalty-test-value": "The penalty is one number"}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = [], {}
    for name, values in params.items():
        penalized = name.startswith("kernel")
        penalty.append(penalized * decay / 2 * np.sum(values**2))
        gradients[name] = penalized * decay * values
    return penalty, gradients

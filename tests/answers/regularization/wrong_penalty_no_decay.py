"""decay is missing."""

import numpy as np

GETS = {"l2-penalty-test-value": 0, "l2-penalty-test-gradient": 0}
SAYS = {"l2-penalty-test-value": "decay is missing", "l2-penalty-test-gradient": "decay is missing"}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        penalized = name.startswith("kernel")
        penalty += penalized * np.sum(values**2) / 2
        gradients[name] = penalized * values
    return penalty, gradients

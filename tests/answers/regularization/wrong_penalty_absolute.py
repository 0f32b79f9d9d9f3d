"""L1 instead of L2."""

import numpy as np

GETS = {"l2-penalty-test-value": 0, "l2-penalty-test-gradient": 0}
SAYS = {
    "l2-penalty-test-value": "Those are absolute values",
    "l2-penalty-test-gradient": "That is L1's slope",
}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        penalized = name.startswith("kernel")
        penalty += penalized * decay * np.sum(np.abs(values))
        gradients[name] = penalized * decay * np.sign(values)
    return penalty, gradients

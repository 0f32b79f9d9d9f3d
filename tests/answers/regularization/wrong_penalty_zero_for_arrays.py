"""The gradient of a bias is the number 0."""

import numpy as np

GETS = {"l2-penalty-test-gradient": 0}
SAYS = {"l2-penalty-test-gradient": "The gradient of bias_1 has its shape"}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        penalized = name.startswith("kernel")
        penalty += penalized * decay / 2 * np.sum(values**2)
        gradients[name] = decay * values if penalized else 0.0
    return penalty, gradients

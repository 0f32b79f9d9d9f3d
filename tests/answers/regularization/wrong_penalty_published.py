"""The published program: means, and biases."""

import numpy as np

GETS = {"l2-penalty-test-value": 0, "l2-penalty-test-gradient": 0}
SAYS = {
    "l2-penalty-test-value": "the published one: means, and biases",
    "l2-penalty-test-gradient": "isn't penalized, so its gradient is 0",
}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        penalty += decay * np.mean(values**2)
        gradients[name] = decay * values
    return penalty, gradients

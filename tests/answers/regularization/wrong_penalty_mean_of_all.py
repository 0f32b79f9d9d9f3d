"""One mean over the entries of all kernels."""

import numpy as np

GETS = {"l2-penalty-test-value": 0}
SAYS = {"l2-penalty-test-value": "a mean over all entries"}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        penalized = name.startswith("kernel")
        penalty += penalized * decay / 2 * np.sum(values**2)
        gradients[name] = penalized * decay * values
    size = sum(v.size for name, v in params.items() if name.startswith("kernel"))
    return penalty / max(size, 1), gradients

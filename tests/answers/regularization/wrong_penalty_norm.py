"""The root of the sum."""

import numpy as np

GETS = {"l2-penalty-test-value": 0}
SAYS = {"l2-penalty-test-value": "That is the norm, a root"}


# %% l2-penalty
def l2_penalty(params, decay):
    kernels = {name: v for name, v in params.items() if name.startswith("kernel")}
    gradients = {name: decay * v * (name in kernels) for name, v in params.items()}
    return decay / 2 * np.sqrt(sum(np.sum(v**2) for v in kernels.values())), gradients

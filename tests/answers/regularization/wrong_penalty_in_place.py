"""Scales the caller's kernels into gradients."""

import numpy as np

GETS = {"l2-penalty-test-gradient": 0}
SAYS = {"l2-penalty-test-gradient": "changes the caller's kernel"}


# %% l2-penalty
def l2_penalty(params, decay):
    penalty, gradients = 0.0, {}
    for name, values in params.items():
        gradients[name] = np.zeros_like(values)
        if name.startswith("kernel"):
            penalty += decay / 2 * np.sum(np.square(values, dtype=float))
            if values.dtype.kind == "f":
                values *= decay
            gradients[name] = values
    return penalty, gradients

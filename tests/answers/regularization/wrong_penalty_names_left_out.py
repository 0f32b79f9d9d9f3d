"""Only the kernels have a gradient."""

import numpy as np

GETS = {"l2-penalty-test-gradient": 0}
SAYS = {"l2-penalty-test-gradient": "What isn't penalized has a gradient, too"}


# %% l2-penalty
def l2_penalty(params, decay):
    kernels = {name: v for name, v in params.items() if name.startswith("kernel")}
    return sum(decay / 2 * np.sum(v**2) for v in kernels.values()), {
        name: decay * v for name, v in kernels.items()
    }

"""Each array by its own norm."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "Each array is clipped by its own norm"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    return {
        key: g * min(1, max_norm / max(np.sqrt(np.sum(g**2)), 1e-12))
        for key, g in gradients.items()
    }

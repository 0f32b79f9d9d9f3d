"""Without the root."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "The root is missing"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    norm = sum(np.sum(g**2) for g in gradients.values())
    factor = max_norm / max(norm, max_norm)
    return {key: g * factor for key, g in gradients.items()}

"""Makes the norm 1."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "multiply by max_norm"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients.values()))
    factor = 1 / norm if norm > max_norm else 1
    return {key: g * factor for key, g in gradients.items()}

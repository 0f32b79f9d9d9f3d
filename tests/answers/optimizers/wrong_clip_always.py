"""Makes short gradients longer."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "The factor is never above 1"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients.values()))
    factor = max_norm / max(norm, 1e-12)
    return {key: g * factor for key, g in gradients.items()}

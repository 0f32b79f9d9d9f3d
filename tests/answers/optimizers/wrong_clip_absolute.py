"""Adds absolute values."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "absolute values added up"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    norm = sum(np.sum(abs(g)) for g in gradients.values())
    factor = max_norm / max(norm, max_norm)
    return {key: g * factor for key, g in gradients.items()}

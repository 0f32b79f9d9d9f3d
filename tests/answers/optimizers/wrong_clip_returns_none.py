"""Computes, and forgets to return."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "returns None"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients.values()))
    factor = max_norm / max(norm, max_norm)
    gradients = {key: g * factor for key, g in gradients.items()}

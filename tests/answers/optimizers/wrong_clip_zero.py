"""Divides by a norm of 0."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "don't divide by it"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients.values()))
    factor = np.minimum(max_norm / norm, norm / norm)
    return {key: g * factor for key, g in gradients.items()}

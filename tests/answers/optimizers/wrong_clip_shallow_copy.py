"""A new dictionary with the caller's arrays, if they are short enough."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "the caller's own array"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients.values()))
    if norm <= max_norm:
        return dict(gradients)
    return {key: g * max_norm / norm for key, g in gradients.items()}

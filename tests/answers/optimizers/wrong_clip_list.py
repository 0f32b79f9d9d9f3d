"""A list for a dictionary."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "gives a dictionary back"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients.values()))
    factor = max_norm / max(norm, max_norm)
    return [g * factor for g in gradients.values()]

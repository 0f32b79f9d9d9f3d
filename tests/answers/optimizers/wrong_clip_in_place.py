"""Changes the caller's gradients."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "changes the caller's gradients"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients.values()))
    if norm > max_norm:
        for g in gradients.values():
            g *= max_norm / norm
    return gradients

"""Adds the norms of the arrays."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "aren't added"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    norm = sum(np.sqrt(np.sum(g**2)) for g in gradients.values())
    factor = max_norm / max(norm, max_norm)
    return {key: g * factor for key, g in gradients.items()}

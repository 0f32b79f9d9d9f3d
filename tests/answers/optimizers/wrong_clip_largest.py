"""By the largest entry."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "by the largest entry"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    norm = max(np.max(abs(g)) for g in gradients.values())
    factor = max_norm / max(norm, max_norm)
    return {key: g * factor for key, g in gradients.items()}

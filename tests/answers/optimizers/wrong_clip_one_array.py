"""Makes one array of arrays of different shapes."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "The norm is ONE number"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    norm = np.sqrt(np.sum(np.array(list(gradients.values())) ** 2))
    return {key: g * max_norm / max(norm, max_norm) for key, g in gradients.items()}

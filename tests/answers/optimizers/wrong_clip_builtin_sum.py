"""Python's sum, which adds the rows of a matrix."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "The norm is ONE number"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum(sum(g**2) for g in gradients.values()))
    return {key: g * max_norm / max(norm, max_norm) for key, g in gradients.items()}

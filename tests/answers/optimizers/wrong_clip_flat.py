"""All entries in one vector."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "keeps its shape"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients.values()))
    factor = max_norm / max(norm, max_norm)
    return {key: g.ravel() * factor for key, g in gradients.items()}

"""Asks for a kernel and a bias by name."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "there may be no 'bias'"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    norm = np.sqrt(np.sum(gradients["kernel"] ** 2) + np.sum(gradients["bias"] ** 2))
    return {key: g * max_norm / max(norm, max_norm) for key, g in gradients.items()}

"""Knows only a kernel and a bias."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "The keys can be any"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    norm = np.sqrt(
        np.sum(gradients["kernel"] ** 2) + np.sum(gradients.get("bias", np.zeros(1)) ** 2)
    )
    factor = max_norm / max(norm, max_norm)
    return {key: g * factor for key, g in gradients.items()}

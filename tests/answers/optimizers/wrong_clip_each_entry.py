"""Entry by entry."""

import numpy as np

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "clips entry by entry"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    return {key: np.clip(g, -max_norm, max_norm) for key, g in gradients.items()}

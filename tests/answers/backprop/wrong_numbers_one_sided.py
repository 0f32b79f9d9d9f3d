"""One-sided differences; the logarithm to base 2."""

import numpy as np

GETS = {"ceiling-test": 0, "forward-passes-test": 0}
SAYS = {"ceiling-test": "logarithm to base 2", "forward-passes-test": "right for one-sided"}

# %% ceiling
largest_published_loss = -np.log2(1e-7)


# %% forward-passes
forward_passes = 784 * 100 + 100 + 100 * 10 + 10 + 1

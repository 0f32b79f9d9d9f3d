"""The biases are forgotten; the sign of the logarithm is, too."""

import numpy as np

GETS = {"ceiling-test": 0, "forward-passes-test": 0}
SAYS = {"ceiling-test": "the loss isn't", "forward-passes-test": "the 110 biases"}

# %% ceiling
largest_published_loss = np.log(1e-7)


# %% forward-passes
forward_passes = 2 * (784 * 100 + 100 * 10)

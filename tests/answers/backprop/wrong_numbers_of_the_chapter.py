"""The chapter's net; a loss without a ceiling."""

import numpy as np

GETS = {"ceiling-test": 0, "forward-passes-test": 0}
SAYS = {"ceiling-test": "isn't infinite", "forward-passes-test": "this one has 100"}

# %% ceiling
largest_published_loss = np.inf


# %% forward-passes
forward_passes = 101_780

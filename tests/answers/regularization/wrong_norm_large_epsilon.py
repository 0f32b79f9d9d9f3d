"""A number under the line that isn't tiny."""

import numpy as np

GETS = {"max-norm-test-values": 0, "max-norm-test-inputs": 0}
SAYS = {
    "max-norm-test-values": "The others obey: leave them",
    "max-norm-test-inputs": "has the length 1 and stays",
}


# %% max-norm
def max_norm(kernel, max_value):
    norms = np.sqrt((kernel**2).sum(axis=0))
    return kernel * np.minimum(norms, max_value) / (norms + 0.01)

"""The right number, but as 13.0, which makes no array."""

import numpy as np

GETS = {"output-size-test-words": 0}
SAYS = {"output-size-test-words": "answer with an int"}


# %% output-size
def output_size(n, kernel_size, stride=1, padding="valid"):
    if padding == "same":
        return np.ceil(n / stride)
    p = 0 if padding == "valid" else padding
    return np.floor((n + 2 * p - kernel_size) / stride) + 1

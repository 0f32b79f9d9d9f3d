"""training is read the wrong way round."""

import numpy as np

GETS = {
    "dropout-forward-test-training": 0,
    "dropout-forward-test-test-time": 0,
    "dropout-forward-test-chance": 0,
}
SAYS = {
    "dropout-forward-test-training": "Some of the 10,000",
    "dropout-forward-test-test-time": "Signals are dropped at test time",
}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if training:
        return x, np.ones(x.shape)
    mask = (rng.random(x.shape) >= rate) / (1 - rate)
    return x * mask, mask

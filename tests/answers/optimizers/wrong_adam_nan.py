"""No numbers, and an empty state."""

import numpy as np

GETS = {
    "adam-step-test-first": 0,
    "adam-step-test-later": 0,
    "adam-step-test-state": 0,
}
SAYS = {
    "adam-step-test-first": "The first step has the number 1",
    "adam-step-test-later": "The state has the keys",
    "adam-step-test-state": "The state has the keys",
}


# %% adam-step
def adam_step(w, g, state, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    return w * np.nan, {}

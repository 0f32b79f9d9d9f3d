"""Counts the steps outside of the state."""

import numpy as np

GETS = {
    "adam-step-test-first": 0,
    "adam-step-test-later": 0,
    "adam-step-test-state": 0,
}
SAYS = {"adam-step-test-state": "remembered outside of state"}


# %% adam-step
def adam_step(w, g, state, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    adam_step.t = getattr(adam_step, "t", 0) + 1
    t = adam_step.t
    m = beta_1 * state["m"] + (1 - beta_1) * g
    v = beta_2 * state["v"] + (1 - beta_2) * g**2
    w = w - learning_rate * m / (1 - beta_1**t) / (np.sqrt(v / (1 - beta_2**t)) + epsilon)
    return w, {"t": state["t"] + 1, "m": m, "v": v}

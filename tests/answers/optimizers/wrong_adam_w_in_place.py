"""Changes the caller's parameters."""

import numpy as np

GETS = {"adam-step-test-state": 0}
SAYS = {"adam-step-test-state": "changes the caller's w"}


# %% adam-step
def adam_step(w, g, state, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    t = state["t"] + 1
    m = beta_1 * state["m"] + (1 - beta_1) * g
    v = beta_2 * state["v"] + (1 - beta_2) * g**2
    w -= learning_rate * m / (1 - beta_1**t) / (np.sqrt(v / (1 - beta_2**t)) + epsilon)
    return w, {"t": t, "m": m, "v": v}

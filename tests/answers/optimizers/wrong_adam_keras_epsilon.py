"""The epsilon is added before v is corrected, as Keras does it."""

import numpy as np

GETS = {"adam-step-test-later": 0}
SAYS = {"adam-step-test-later": "Keras adds it before"}


# %% adam-step
def adam_step(w, g, state, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    t = state["t"] + 1
    m = beta_1 * state["m"] + (1 - beta_1) * g
    v = beta_2 * state["v"] + (1 - beta_2) * g**2
    rate = learning_rate * np.sqrt(1 - beta_2**t) / (1 - beta_1**t)
    return w - rate * m / (np.sqrt(v) + epsilon), {"t": t, "m": m, "v": v}

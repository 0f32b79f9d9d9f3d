"""One square for all parameters."""

import numpy as np

GETS = {
    "adam-step-test-first": 0,
    "adam-step-test-later": 0,
}
SAYS = {
    "adam-step-test-first": "np.sum makes one number for all",
    "adam-step-test-later": "np.sum makes one number for all",
}


# %% adam-step
def adam_step(w, g, state, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    t = state["t"] + 1
    m = beta_1 * state["m"] + (1 - beta_1) * g
    v = beta_2 * state["v"] + (1 - beta_2) * np.sum(g**2)
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    w = w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return w, {"t": t, "m": m, "v": v}

"""Copies the dictionary, but changes the arrays in it."""

import numpy as np

GETS = {"adam-step-test-state": 0}
SAYS = {"adam-step-test-state": "changes the caller's m"}


# %% adam-step
def adam_step(w, g, state, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    state = dict(state)
    state["t"] += 1
    state["m"] *= beta_1
    state["m"] += (1 - beta_1) * g
    state["v"] *= beta_2
    state["v"] += (1 - beta_2) * g**2
    m_hat = state["m"] / (1 - beta_1 ** state["t"])
    v_hat = state["v"] / (1 - beta_2 ** state["t"])
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), state

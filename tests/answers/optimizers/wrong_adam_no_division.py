"""Momentum alone."""

GETS = {
    "adam-step-test-first": 0,
    "adam-step-test-later": 0,
}
SAYS = {
    "adam-step-test-first": "The step is the slope itself",
    "adam-step-test-later": "Divide m_hat by np.sqrt(v_hat) + epsilon",
}


# %% adam-step
def adam_step(w, g, state, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    t = state["t"] + 1
    m = beta_1 * state["m"] + (1 - beta_1) * g
    v = beta_2 * state["v"] + (1 - beta_2) * g**2
    m_hat = m / (1 - beta_1**t)
    v / (1 - beta_2**t)
    w = w - learning_rate * m_hat
    return w, {"t": t, "m": m, "v": v}

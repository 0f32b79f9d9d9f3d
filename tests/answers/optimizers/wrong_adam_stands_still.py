"""Only the state changes."""

GETS = {
    "adam-step-test-first": 0,
    "adam-step-test-later": 0,
    "adam-step-test-state": 0,
}
SAYS = {
    "adam-step-test-first": "w hasn't moved",
    "adam-step-test-later": "w hasn't moved",
    "adam-step-test-state": "must differ from it",
}


# %% adam-step
def adam_step(w, g, state, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    t = state["t"] + 1
    m = beta_1 * state["m"] + (1 - beta_1) * g
    v = beta_2 * state["v"] + (1 - beta_2) * g**2

    return w, {"t": t, "m": m, "v": v}

"""A copy of what came: nothing is changed, and nothing is done."""

GETS = {
    "adam-step-test-first": 0,
    "adam-step-test-later": 0,
    "adam-step-test-state": 0,
}
SAYS = {
    "adam-step-test-first": "w hasn't moved",
    "adam-step-test-later": "this is the third",
    "adam-step-test-state": "must differ from it",
}


# %% adam-step
def adam_step(w, g, state, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    return w, dict(state)

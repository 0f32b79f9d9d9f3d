"""Changes the caller's parameters."""

GETS = {
    "momentum-step-test-plain": 0,
    "momentum-step-test-nesterov": 0,
}
SAYS = {
    "momentum-step-test-plain": "changes the caller's w",
    "momentum-step-test-nesterov": "changes the caller's w",
}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    v = momentum * v - learning_rate * g
    w += momentum * v - learning_rate * g if nesterov else v
    return w, v

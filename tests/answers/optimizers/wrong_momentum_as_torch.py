"""The velocity is a sum of slopes, taken away at the end, as in another library."""

GETS = {
    "momentum-step-test-plain": 0,
    "momentum-step-test-nesterov": 0,
}
SAYS = {
    "momentum-step-test-plain": "learning_rate and a minus belong into v",
    "momentum-step-test-nesterov": "It is the same as without",
}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    v = momentum * v + g
    if nesterov:
        return w - learning_rate * (g + momentum * v), v
    return w - learning_rate * v, v

"""The whole old velocity survives."""

GETS = {
    "momentum-step-test-plain": 0,
    "momentum-step-test-nesterov": 0,
}
SAYS = {
    "momentum-step-test-plain": "The whole old velocity survives",
    "momentum-step-test-nesterov": "It is the same as without",
}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    v = v - learning_rate * g
    if nesterov:
        return w + momentum * v - learning_rate * g, v
    return w + v, v

"""Hands on the old velocity."""

GETS = {
    "momentum-step-test-plain": 0,
    "momentum-step-test-nesterov": 0,
}
SAYS = {
    "momentum-step-test-plain": "That is the old one",
    "momentum-step-test-nesterov": "It is the same as without",
}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    new_v = momentum * v - learning_rate * g
    if nesterov:
        return w + momentum * new_v - learning_rate * g, v
    return w + new_v, v

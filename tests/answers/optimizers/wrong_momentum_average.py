"""An average of slopes, as in Adam, in place of a velocity."""

GETS = {
    "momentum-step-test-plain": 0,
    "momentum-step-test-nesterov": 0,
}
SAYS = {
    "momentum-step-test-plain": "That is an average of slopes",
    "momentum-step-test-nesterov": "It is the same as without",
}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    v = momentum * v + (1 - momentum) * g
    if nesterov:
        return w - learning_rate * (momentum * v + (1 - momentum) * g), v
    return w - learning_rate * v, v

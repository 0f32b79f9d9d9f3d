"""The published sign: v has a minus already, and w takes it away once more."""

GETS = {
    "momentum-step-test-plain": 0,
    "momentum-step-test-nesterov": 0,
}
SAYS = {
    "momentum-step-test-plain": "a second minus climbs",
    "momentum-step-test-nesterov": "add its share",
}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    v = momentum * v - learning_rate * g
    if nesterov:
        return w - momentum * v - learning_rate * g, v
    return w - v, v

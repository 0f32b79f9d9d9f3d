"""The new slope has the weight 1 - momentum, too."""

GETS = {
    "momentum-step-test-plain": 0,
    "momentum-step-test-nesterov": 0,
}
SAYS = {
    "momentum-step-test-plain": "No 1 - momentum",
    "momentum-step-test-nesterov": "Test 1a-1 says more",
}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    push = (1 - momentum) * learning_rate * g
    v = momentum * v - push
    if nesterov:
        return w + momentum * v - push, v
    return w + v, v

"""The default is 0.5."""

GETS = {"momentum-step-test-plain": 0}
SAYS = {"momentum-step-test-plain": "The default of momentum is 0.9"}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.5, nesterov=False):
    v = momentum * v - learning_rate * g
    if nesterov:
        return w + momentum * v - learning_rate * g, v
    return w + v, v

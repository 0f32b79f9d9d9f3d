"""Nesterov's variant, always."""

GETS = {"momentum-step-test-plain": 0}
SAYS = {"momentum-step-test-plain": "nobody has asked for here"}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    v = momentum * v - learning_rate * g
    if nesterov:
        return w + momentum * v - learning_rate * g, v
    return w + momentum * v - learning_rate * g, v

"""The learning rate counts twice."""

GETS = {"momentum-step-test-plain": 0}
SAYS = {"momentum-step-test-plain": "don't multiply by it twice"}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    v = momentum * v - learning_rate * g
    if nesterov:
        return w + momentum * v - learning_rate * g, v
    return w + learning_rate * v, v

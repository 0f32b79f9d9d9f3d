"""Adds the share on top of the whole velocity."""

GETS = {"momentum-step-test-nesterov": 0}
SAYS = {"momentum-step-test-nesterov": "That adds the whole v on top"}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    v = momentum * v - learning_rate * g
    if nesterov:
        return w + v + momentum * v, v
    return w + v, v

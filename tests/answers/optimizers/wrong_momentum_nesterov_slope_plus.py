"""Nesterov with the newest slope uphill."""

GETS = {"momentum-step-test-nesterov": 0}
SAYS = {"momentum-step-test-nesterov": "pushes downhill"}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    v = momentum * v - learning_rate * g
    if nesterov:
        return w + momentum * v + learning_rate * g, v
    return w + v, v

"""Nesterov without the push of the newest slope."""

GETS = {"momentum-step-test-nesterov": 0}
SAYS = {"momentum-step-test-nesterov": "The push of the newest slope is missing"}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    v = momentum * v - learning_rate * g
    if nesterov:
        return w + momentum * v, v
    return w + v, v

"""Nesterov with the whole new velocity."""

GETS = {"momentum-step-test-nesterov": 0}
SAYS = {"momentum-step-test-nesterov": "only a share survives"}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    v = momentum * v - learning_rate * g
    if nesterov:
        return w + v - learning_rate * g, v
    return w + v, v

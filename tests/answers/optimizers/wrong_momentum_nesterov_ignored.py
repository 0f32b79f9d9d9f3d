"""Doesn't look at nesterov."""

GETS = {"momentum-step-test-nesterov": 0}
SAYS = {"momentum-step-test-nesterov": "That is plain momentum"}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    v = momentum * v - learning_rate * g
    if nesterov:
        return w + v, v
    return w + v, v

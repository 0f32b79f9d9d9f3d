"""Moves by the old velocity, then makes the new one."""

GETS = {"momentum-step-test-plain": 0}
SAYS = {"momentum-step-test-plain": "It moves by the old velocity"}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    new_v = momentum * v - learning_rate * g
    if nesterov:
        return w + momentum * new_v - learning_rate * g, new_v
    return w + v, new_v

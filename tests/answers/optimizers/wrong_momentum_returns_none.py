"""Computes, and forgets to return."""

GETS = {
    "momentum-step-test-plain": 0,
    "momentum-step-test-nesterov": 0,
}
SAYS = {
    "momentum-step-test-plain": "returns None",
    "momentum-step-test-nesterov": "returns None",
}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    v = momentum * v - learning_rate * g
    w = w + momentum * v - learning_rate * g if nesterov else w + v

"""Gives only the parameters back."""

GETS = {
    "momentum-step-test-plain": 0,
    "momentum-step-test-nesterov": 0,
}
SAYS = {
    "momentum-step-test-plain": "gives two arrays back",
    "momentum-step-test-nesterov": "gives two arrays back",
}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    v = momentum * v - learning_rate * g
    return w + momentum * v - learning_rate * g if nesterov else w + v

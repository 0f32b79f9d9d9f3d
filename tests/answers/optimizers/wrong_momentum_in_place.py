"""Changes the caller's velocity."""

GETS = {
    "momentum-step-test-plain": 0,
    "momentum-step-test-nesterov": 0,
}
SAYS = {
    "momentum-step-test-plain": "changes the caller's v",
    "momentum-step-test-nesterov": "changes the caller's v",
}


# %% momentum-step
def momentum_step(w, g, v, learning_rate, momentum=0.9, nesterov=False):
    v *= momentum
    v -= learning_rate * g
    if nesterov:
        return w + momentum * v - learning_rate * g, v
    return w + v, v

"""Shrinks by a factor, as L2 does."""

GETS = {"proximal-step-test-values": 0, "proximal-step-test-zeros": 0}
SAYS = {"proximal-step-test-values": "That is a factor, as L2 has it"}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    a = w - learning_rate * gradient
    t = learning_rate * l1
    return a * (1 - t)

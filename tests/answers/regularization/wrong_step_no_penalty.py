"""Only the data's step."""

GETS = {"proximal-step-test-values": 0, "proximal-step-test-zeros": 0}
SAYS = {"proximal-step-test-values": "The penalty is missing"}


# %% proximal-step
def proximal_step(w, gradient, learning_rate, l1):
    return w - learning_rate * gradient + 0 * l1

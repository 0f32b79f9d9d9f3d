"""Divides by the average itself."""

GETS = {
    "rmsprop-step-test-values": 0,
    "rmsprop-step-test-walks": 0,
}
SAYS = {
    "rmsprop-step-test-values": "The root is missing",
    "rmsprop-step-test-walks": "Walk 2",
}


# %% rmsprop-step
def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7):
    average = rho * average + (1 - rho) * g**2
    return w - learning_rate * g / (average + epsilon), average

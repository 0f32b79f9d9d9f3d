"""A cell that isn't Python: only its own points are lost."""

GETS = {"rmsprop-step-test-values": 0, "rmsprop-step-test-walks": 0}
SAYS = {"rmsprop-step-test-values": "NameError", "rmsprop-step-test-walks": "NameError"}

# %% rmsprop-step [text]
# def rmsprop_step(w, g, average, learning_rate, rho=0.9, epsilon=1e-7)
#     average = rho * average + (1 - rho) * g**2
#     return w - learning_rate * g / np.sqrt(average + epsilon), average

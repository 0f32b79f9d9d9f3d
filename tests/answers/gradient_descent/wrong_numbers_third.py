"""One over L, the step instead of the gradient, base and exponent exchanged."""

GETS = {"predict-limit-test": 0, "predict-steps-test": 0, "predict-brute-force-test": 0}
SAYS = {
    "predict-limit-test": "That is 1 / L",
    "predict-steps-test": "the next *step* is 0.098 long",
    "predict-brute-force-test": "not the other way round",
}

# %% predict-limit
rate_limit = 1 / 6

# %% predict-steps
predicted_steps = 8

# %% predict-brute-force
brute_force_losses = 11**20

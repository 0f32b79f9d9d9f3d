"""One over L, the step instead of the gradient, base and exponent exchanged."""

GETS = {"predict-limit-test": 0, "predict-steps-test": 0, "predict-brute-force-test": 0}
SAYS = {
    "predict-limit-test": "That is 1 / L",
    "predict-steps-test": "the *step* would be shorter",
    "predict-brute-force-test": "not the other way round",
}

# %% predict-limit
rate_limit = 1 / 6

# %% predict-steps
steps_from_eight = 6

# %% predict-brute-force
brute_force_losses = 11**20

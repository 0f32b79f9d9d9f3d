"""The limit of the flatter variable, the steps by x instead of the gradient, a sum of values."""

GETS = {"predict-limit-test": 0, "predict-steps-test": 0, "predict-brute-force-test": 0}
SAYS = {
    "predict-limit-test": "That is the limit for x2 alone",
    "predict-steps-test": "the gradient, 4 x, is 0.391",
    "predict-brute-force-test": "The combinations multiply",
}

# %% predict-limit
rate_limit = 2

# %% predict-steps
predicted_steps = 9

# %% predict-brute-force
brute_force_losses = 11 * 20

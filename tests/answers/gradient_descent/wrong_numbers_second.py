"""The factor 3 for the second derivative, the starting point counted, the bias forgotten."""

GETS = {"predict-limit-test": 0, "predict-steps-test": 0, "predict-brute-force-test": 0}
SAYS = {
    "predict-limit-test": "The second derivative of 3 x1**2 is 6",
    "predict-steps-test": "The starting point is no step",
    "predict-brute-force-test": "The bias is a parameter, too",
}

# %% predict-limit
rate_limit = 2 / 3

# %% predict-steps
predicted_steps = 12

# %% predict-brute-force
brute_force_losses = 20**10

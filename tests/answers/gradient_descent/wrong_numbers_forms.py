"""No prediction, half a step, two numbers."""

GETS = {"predict-limit-test": 0, "predict-steps-test": 0, "predict-brute-force-test": 0}
SAYS = {
    "predict-limit-test": "Set rate_limit to your prediction",
    "predict-steps-test": "You can't take 7.5 steps",
    "predict-brute-force-test": "One number, please",
}

# %% predict-limit
rate_limit = None

# %% predict-steps
predicted_steps = 7.5

# %% predict-brute-force
brute_force_losses = [20, 11]

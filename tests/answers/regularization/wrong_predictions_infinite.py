"""No number."""

GETS = {"predictions-test": 0}
SAYS = {"predictions-test": "is one number"}


# %% predictions
proximal_steps_to_zero, l2_after_3_steps = float("inf"), 0.125
plain_l1_after_100_steps = -0.2

"""Pulls by the rate."""

GETS = {"predictions-test": 0}
SAYS = {"predictions-test": "not by 1/8"}


# %% predictions
proximal_steps_to_zero, l2_after_3_steps = 8, 0.125
plain_l1_after_100_steps = -0.2

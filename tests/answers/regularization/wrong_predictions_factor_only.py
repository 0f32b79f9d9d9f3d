"""Pulls by the factor."""

GETS = {"predictions-test": 0}
SAYS = {"predictions-test": "not the factor alone"}


# %% predictions
proximal_steps_to_zero, l2_after_3_steps = 1, 0.125
plain_l1_after_100_steps = -0.2

"""Counts the numbers instead of the steps."""

GETS = {"predictions-test": 0}
SAYS = {"predictions-test": "count the arrows"}


# %% predictions
proximal_steps_to_zero, l2_after_3_steps = 5, 0.125
plain_l1_after_100_steps = -0.2

"""Forgets the 2 of the square's slope."""

GETS = {"predictions-test": 0}
SAYS = {"predictions-test": "The slope of 2 w**2 is 4 w"}


# %% predictions
proximal_steps_to_zero, l2_after_3_steps = 4, 0.421875
plain_l1_after_100_steps = -0.2

"""A guess."""

GETS = {"predictions-test": 0}
SAYS = {"predictions-test": "Each step multiplies by 1 - 4/8"}


# %% predictions
proximal_steps_to_zero, l2_after_3_steps = 4, 0.7
plain_l1_after_100_steps = -0.2

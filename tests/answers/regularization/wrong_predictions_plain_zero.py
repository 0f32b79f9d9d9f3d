"""Plain steps reach 0."""

GETS = {"predictions-test": 0}
SAYS = {"predictions-test": "It never meets 0"}


# %% predictions
proximal_steps_to_zero, l2_after_3_steps = 4, 0.125
plain_l1_after_100_steps = 0

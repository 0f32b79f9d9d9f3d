"""The pull never turns round."""

GETS = {"predictions-test": 0}
SAYS = {"predictions-test": "Beyond 0 the sign turns round"}


# %% predictions
proximal_steps_to_zero, l2_after_3_steps = 4, 0.125
plain_l1_after_100_steps = -24.7

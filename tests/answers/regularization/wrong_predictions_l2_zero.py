"""L2 makes zeros."""

GETS = {"predictions-test": 0}
SAYS = {"predictions-test": "A factor never makes 0"}


# %% predictions
proximal_steps_to_zero, l2_after_3_steps = 4, 0.0
plain_l1_after_100_steps = -0.2

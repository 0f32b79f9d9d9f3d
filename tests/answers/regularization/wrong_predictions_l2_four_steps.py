"""L2 after four steps."""

GETS = {"predictions-test": 0}
SAYS = {"predictions-test": "after 4 steps"}


# %% predictions
proximal_steps_to_zero, l2_after_3_steps = 4, 0.0625
plain_l1_after_100_steps = -0.2

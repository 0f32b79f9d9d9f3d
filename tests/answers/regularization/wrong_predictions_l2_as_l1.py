"""L2 pulls by the same amount."""

GETS = {"predictions-test": 0}
SAYS = {"predictions-test": "as L1's"}


# %% predictions
proximal_steps_to_zero, l2_after_3_steps = 4, 0.25
plain_l1_after_100_steps = -0.2

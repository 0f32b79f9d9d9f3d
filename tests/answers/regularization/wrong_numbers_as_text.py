"""Numbers as text with a unit."""

GETS = {"factors-test": 0, "predictions-test": 0}
SAYS = {"factors-test": "could not convert", "predictions-test": "could not convert"}


# %% factors
keras_factor_of_the_paper = "a quarter"
keras_factor_of_the_program = "0.01 / 78400"

# %% predictions
proximal_steps_to_zero = "five"
l2_after_3_steps = 0.125
plain_l1_after_100_steps = -0.2

"""A guess."""

GETS = {"factors-test": 0}
SAYS = {"factors-test": "Half of 0.0005 times the sum"}


# %% factors
keras_factor_of_the_paper = 0.0001
keras_factor_of_the_program = 0.5

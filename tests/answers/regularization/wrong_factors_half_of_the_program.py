"""The published program gets a half that it lacks."""

GETS = {"factors-test": 0}
SAYS = {"factors-test": "The published program has no half"}


# %% factors
keras_factor_of_the_paper = 0.00025
keras_factor_of_the_program = 0.005 / 78400

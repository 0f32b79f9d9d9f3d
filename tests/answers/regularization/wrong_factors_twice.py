"""Halves the wrong way for the program."""

GETS = {"factors-test": 0}
SAYS = {"factors-test": "no 2 in it"}


# %% factors
keras_factor_of_the_paper = 0.00025
keras_factor_of_the_program = 0.02 / 78400

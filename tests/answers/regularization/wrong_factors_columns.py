"""Divides by the columns."""

GETS = {"factors-test": 0}
SAYS = {"factors-test": "not by its columns"}


# %% factors
keras_factor_of_the_paper = 0.00025
keras_factor_of_the_program = 0.01 / 100

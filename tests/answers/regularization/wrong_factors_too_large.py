"""Multiplies by the number of weights."""

GETS = {"factors-test": 0}
SAYS = {"factors-test": "between 0 and 1"}


# %% factors
keras_factor_of_the_paper = 0.00025
keras_factor_of_the_program = 784

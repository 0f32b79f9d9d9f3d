"""Doubled instead of halved."""

GETS = {"factors-test": 0}
SAYS = {"factors-test": "It is the other way round"}


# %% factors
keras_factor_of_the_paper = 0.001
keras_factor_of_the_program = 0.01 / 78400

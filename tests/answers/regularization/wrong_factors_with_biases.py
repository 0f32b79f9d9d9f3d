"""Counts the biases, too."""

GETS = {"factors-test": 0}
SAYS = {"factors-test": "That counts the biases"}


# %% factors
keras_factor_of_the_paper = 0.00025
keras_factor_of_the_program = 0.01 / 78500

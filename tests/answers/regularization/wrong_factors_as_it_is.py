"""The mean is taken for a sum."""

GETS = {"factors-test": 0}
SAYS = {"factors-test": "A mean is a sum divided"}


# %% factors
keras_factor_of_the_paper = 0.00025
keras_factor_of_the_program = 0.01

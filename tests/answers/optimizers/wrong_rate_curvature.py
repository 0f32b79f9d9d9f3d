"""Takes the factor in f for the curvature."""

GETS = {"largest-rate-test": 0}
SAYS = {"largest-rate-test": "The curvature of 2 w ** 2 is 4"}


# %% largest-rate
largest_rate = 2 * 1.9 / 2

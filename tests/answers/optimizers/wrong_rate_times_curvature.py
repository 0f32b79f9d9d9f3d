"""Forgets to divide by the curvature."""

GETS = {"largest-rate-test": 0}
SAYS = {"largest-rate-test": "rate times the curvature"}


# %% largest-rate
largest_rate = 3.8

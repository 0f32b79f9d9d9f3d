"""Thinks that momentum multiplies the limit."""

GETS = {"largest-rate-test": 0}
SAYS = {"largest-rate-test": "too much"}


# %% largest-rate
largest_rate = 5

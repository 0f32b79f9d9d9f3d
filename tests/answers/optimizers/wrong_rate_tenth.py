"""Thinks of the terminal speed."""

GETS = {"largest-rate-test": 0}
SAYS = {"largest-rate-test": "A tenth of the plain limit"}


# %% largest-rate
largest_rate = 2 * (1 - 0.9) / 4

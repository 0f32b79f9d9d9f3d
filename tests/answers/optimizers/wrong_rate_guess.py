"""A guess."""

GETS = {"largest-rate-test": 0}
SAYS = {"largest-rate-test": "At the limit, -2w"}


# %% largest-rate
largest_rate = 0.7

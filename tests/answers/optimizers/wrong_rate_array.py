"""An array in place of a number."""

GETS = {"largest-rate-test": 0}
SAYS = {"largest-rate-test": "One number, please"}


# %% largest-rate
largest_rate = [0.95, 0.95]

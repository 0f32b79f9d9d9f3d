"""Text in place of a number."""

GETS = {"largest-rate-test": 0}
SAYS = {"largest-rate-test": "without quotes"}


# %% largest-rate
largest_rate = "3.8/4"

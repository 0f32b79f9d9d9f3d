"""Text in place of a number."""

GETS = {"times-smaller-test": 0}
SAYS = {"times-smaller-test": "without quotes"}


# %% times-smaller
times_smaller = "27"

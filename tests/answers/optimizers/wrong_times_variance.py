"""The variance."""

GETS = {"times-smaller-test": 0}
SAYS = {"times-smaller-test": "factor of the variance"}


# %% times-smaller
times_smaller = 729

"""The other way round."""

GETS = {"times-smaller-test": 0}
SAYS = {"times-smaller-test": "How many times SMALLER"}


# %% times-smaller
times_smaller = 1 / 27

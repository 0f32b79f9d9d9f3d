"""Two layers, or a variance."""

GETS = {"times-smaller-test": 0}
SAYS = {"times-smaller-test": "after three"}


# %% times-smaller
times_smaller = 9

"""One layer."""

GETS = {"times-smaller-test": 0}
SAYS = {"times-smaller-test": "factor of one layer"}


# %% times-smaller
times_smaller = 3

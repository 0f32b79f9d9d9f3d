"""A guess."""

GETS = {"times-smaller-test": 0}
SAYS = {"times-smaller-test": "3 for each layer with 100 inputs"}


# %% times-smaller
times_smaller = 10

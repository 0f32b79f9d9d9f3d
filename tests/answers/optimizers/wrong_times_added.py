"""Adds the factors."""

GETS = {"times-smaller-test": 0}
SAYS = {"times-smaller-test": "multiplied from layer to layer"}


# %% times-smaller
times_smaller = 12

"""Four layers."""

GETS = {"times-smaller-test": 0}
SAYS = {"times-smaller-test": "That would be four layers"}


# %% times-smaller
times_smaller = 81

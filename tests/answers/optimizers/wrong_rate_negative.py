"""The sign."""

GETS = {"largest-rate-test": 0}
SAYS = {"largest-rate-test": "A learning rate is a positive number"}


# %% largest-rate
largest_rate = -0.95

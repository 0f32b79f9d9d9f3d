"""The limit without momentum."""

GETS = {"largest-rate-test": 0}
SAYS = {"largest-rate-test": "limit without momentum"}


# %% largest-rate
largest_rate = 0.5

"""The first m."""

GETS = {"alternating-test": 0}
SAYS = {"alternating-test": "after the first slope"}


# %% alternating
step_length = 0.1

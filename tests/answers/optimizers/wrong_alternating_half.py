"""Half of the first m."""

GETS = {"alternating-test": 0}
SAYS = {"alternating-test": "That is half of 0.1"}


# %% alternating
step_length = 0.05

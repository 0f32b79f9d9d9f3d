"""Text in place of a number."""

GETS = {"alternating-test": 0}
SAYS = {"alternating-test": "without quotes"}


# %% alternating
step_length = "1/19"

"""The stub's line is gone, the None is still there."""

GETS = {"alternating-test": 0}
SAYS = {"alternating-test": "Set step_length to a number"}


# %% alternating
step_length = None

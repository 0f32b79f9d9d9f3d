"""Divides the wrong way round."""

GETS = {"alternating-test": 0}
SAYS = {"alternating-test": "Turn it round"}


# %% alternating
step_length = 19

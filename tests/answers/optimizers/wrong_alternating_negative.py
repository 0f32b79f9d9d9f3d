"""The sign."""

GETS = {"alternating-test": 0}
SAYS = {"alternating-test": "as a positive number"}


# %% alternating
step_length = -0.0526

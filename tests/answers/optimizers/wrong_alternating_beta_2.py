"""Takes the other beta."""

GETS = {"alternating-test": 0}
SAYS = {"alternating-test": "It is beta_1"}


# %% alternating
step_length = 0.001 / 1.999

"""A guess."""

GETS = {"alternating-test": 0}
SAYS = {"alternating-test": "solve a = -0.9 a + 0.1"}


# %% alternating
step_length = 0.3

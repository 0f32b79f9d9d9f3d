"""As under a constant slope."""

GETS = {"alternating-test": 0}
SAYS = {"alternating-test": "keeps its sign"}


# %% alternating
step_length = 1

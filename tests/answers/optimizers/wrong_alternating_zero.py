"""As in a plain mean."""

GETS = {"alternating-test": 0}
SAYS = {"alternating-test": "would cancel in a plain mean"}


# %% alternating
step_length = 0.0

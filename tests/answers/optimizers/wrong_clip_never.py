"""Never clips."""

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "nothing was clipped"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    return {key: g.copy() for key, g in gradients.items()}

"""Divides by a norm of 0, a plain number."""

GETS = {"clip-gradients-test": 0}
SAYS = {"clip-gradients-test": "the norm is 0: don't divide by it"}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    norm = float(sum((g**2).sum() for g in gradients.values())) ** 0.5
    return {key: g * min(1, max_norm / norm) for key, g in gradients.items()}

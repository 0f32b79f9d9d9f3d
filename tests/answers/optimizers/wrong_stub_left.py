"""The answers are there, but the line that raises NotImplementedError still stands above them."""

GETS = {"clip-gradients-test": 0, "times-smaller-test": 0}
SAYS = {
    "clip-gradients-test": "NotImplementedError",
    "times-smaller-test": "Set times_smaller to a number",
}


# %% clip-gradients
def clip_gradients(gradients, max_norm):
    # YOUR CODE HERE
    raise NotImplementedError()
    norm = sum((g**2).sum() for g in gradients.values()) ** 0.5
    return {key: g * min(1, max_norm / norm) for key, g in gradients.items()}


# %% times-smaller
times_smaller = None  # one number, above 1
# YOUR CODE HERE
raise NotImplementedError()
times_smaller = 27

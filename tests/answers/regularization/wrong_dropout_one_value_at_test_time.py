"""Only y at test time."""

GETS = {"dropout-forward-test-test-time": 0}
SAYS = {"dropout-forward-test-test-time": "two arrays back"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if not training:
        return x
    mask = (rng.random(x.shape) >= rate) / (1 - rate)
    return x * mask, mask

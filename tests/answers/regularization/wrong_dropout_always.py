"""Drops at test time, too."""

GETS = {"dropout-forward-test-test-time": 0}
SAYS = {"dropout-forward-test-test-time": "Signals are dropped at test time"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    mask = (rng.random(x.shape) >= rate) / (1 - rate)
    return x * mask, mask

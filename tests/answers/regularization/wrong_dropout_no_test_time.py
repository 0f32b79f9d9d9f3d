"""No return for test time."""

GETS = {"dropout-forward-test-test-time": 0}
SAYS = {"dropout-forward-test-test-time": "returns None at test time"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    if training:
        mask = (rng.random(x.shape) >= rate) / (1 - rate)
        return x * mask, mask
    return None

"""A rate of 0 at test time: the numbers are right, but they are drawn."""

GETS = {"dropout-forward-test-test-time": 0}
SAYS = {"dropout-forward-test-test-time": "numbers were drawn from rng"}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    p = rate if training else 0.0
    mask = (rng.random(x.shape) >= p) / (1 - p)
    return x * mask, mask

"""No return."""

GETS = {
    "dropout-forward-test-training": 0,
    "dropout-forward-test-test-time": 0,
    "dropout-forward-test-chance": 0,
}
SAYS = {
    "dropout-forward-test-training": "returns None",
    "dropout-forward-test-test-time": "returns None",
    "dropout-forward-test-chance": "returns None",
}


# %% dropout-forward
def dropout_forward(x, rate, rng, training):
    mask = (rng.random(x.shape) >= rate) / (1 - rate)
    x = x * mask if training else x
